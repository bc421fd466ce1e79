// The brand's own script: it queues for the tag, hands tokens over, and keeps what a test wants to see.
window.iAdvizeInterface = window.iAdvizeInterface || [];
window.iAdvizeInterface.config = {{config}};

const tag = new Promise((resolve) => window.iAdvizeInterface.push(resolve));

const provider = (user) => async () => {
  const answer = await fetch(`/token?user=${user}`, { cache: 'no-store' });
  return { authenticationOption: { type: 'SECURED_AUTHENTICATION', token: await answer.text() } };
};
const nobody = () => ({ authenticationOption: { type: 'ANONYMOUS' } });

window.shop = {
  tag,
  provider,
  violations: [],
  scriptErrors: 0,
  signIn: async (user) => (await tag).activate(provider(user)),
  welcome: async () => (await tag).activate(nobody),
  signOut: async () => (await tag).logout(),
  get: async (property) => (await tag).get(property),
  set: async (property, value) => (await tag).set(property, value),
};

document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  window.shop.violations.push(`${violatedDirective} ${blockedURI}`);
});
window.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) window.shop.scriptErrors += 1;
  },
  true,
);
