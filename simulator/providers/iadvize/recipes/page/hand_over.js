window.iAdvizeInterface = window.iAdvizeInterface || [];
window.iAdvizeInterface.push(async (iAdvize) => {
  const { authentication } = await iAdvize.activate(async () => {
    const answer = await fetch('/chat-token'); // your endpoint, for who is signed in
    if (!answer.ok) throw new Error(`no chat token: ${answer.status}`);
    const { token } = await answer.json(); // answer.text() would keep the quotes
    return { authenticationOption: { type: 'SECURED_AUTHENTICATION', token } };
  });
  console.log(authentication.status, authentication.reason);
});
