// The frame's half of a boxed tag, speaking as iAdvize's 1.4.4 was observed to. What would be careless elsewhere is
// the point here: any message is a call, also of a method that nobody has, and the next message of any kind uses up
// the wait for a token.
(() => {
  const queue = (window.iAdvizeInterface = window.iAdvizeInterface || []);
  queue.config = { sid: '{{sid}}', mode: 'sandboxed' };
  const answer = (message) => parent.postMessage(message, '*');

  const tokenFromHost = () =>
    new Promise((resolve) => {
      answer({ command: 'internals', method: 'get-activate-auth-token' });
      const take = ({ data }) => data.method === 'set-activate-auth-token' && resolve(data.args);
      addEventListener('message', take, { once: true });
    });

  const calls = {
    async activate(iAdvize, { command, method, args }) {
      const { type } = args.authenticationOption;
      const activation = await iAdvize.activate(async () => {
        const token = type === 'SECURED_AUTHENTICATION' ? await tokenFromHost() : null;
        return { authenticationOption: { type, token } };
      });
      answer({ command, method, activation });
    },
    async logout(iAdvize, { command, method }) {
      answer({ command, method, logout: await iAdvize.logout() });
    },
    on: (iAdvize, { command, method, args }) =>
      iAdvize[method](...args, (value) => answer({ command, method, args, value })),
    any: (iAdvize, { command, method, args }) =>
      answer({ command, method, args, value: iAdvize[method](...args) }),
  };
  calls.off = calls.on;

  addEventListener('message', ({ data }) => {
    if (data.command === 'internals') queue.push((iAdvize) => (calls[data.method] || calls.any)(iAdvize, data));
    if (data.hostWidth && data.hostHeight) window.host = { width: data.hostWidth, height: data.hostHeight };
  });
  queue.push((iAdvize) => iAdvize.on('app:boundariesChange', answer));

  const script = document.createElement('script');
  script.src = '//ha.iadvize.com/iadvize.js';
  document.body.append(script);
})();
