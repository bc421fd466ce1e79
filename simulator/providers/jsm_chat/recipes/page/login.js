const chatWidget = document.querySelector('chat-widget');
chatWidget.onload = async () => {
  try {
    // A fresh token for each login, from your own backend.
    const { token } = await (await fetch('/chat-token')).json();
    await chatWidget.loginWithToken(token);
  } catch (exception) {
    console.warn(exception.message);
  }
};
