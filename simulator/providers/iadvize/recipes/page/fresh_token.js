// Fetch inside the provider: the tag calls it again for a retry or a renewal.
// A token fetched outside is the same one each time, and soon expired.
const provider = async () => {
  const answer = await fetch('/chat-token', { cache: 'no-store' });
  const { token } = await answer.json();
  return { authenticationOption: { type: 'SECURED_AUTHENTICATION', token } };
};

window.iAdvizeInterface.push((iAdvize) => iAdvize.activate(provider));
