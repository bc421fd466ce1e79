// The brand's script around a boxed tag: it hands tokens into the box and keeps what comes out.
window.boxed = { heard: [], user: 'jane' };
boxed.call = (method, ...args) => iAdvizeBoxedInterface.push({ method, args });
boxed.activate = (type) => iAdvizeBoxedInterface.push({ method: 'activate', args: { authenticationOption: { type } } });
boxed.newest = (method, told) =>
  boxed.heard.findLast(
    (one) =>
      one.method === method &&
      Object.entries(told).every(([name, value]) => JSON.stringify(one[name]) === JSON.stringify(value)),
  );

addEventListener('message', async ({ source, data }) => {
  if (source !== document.getElementById('box').contentWindow) return;
  boxed.heard.push(data);
  if (data.method !== 'get-activate-auth-token') return;
  const token = await fetch(`/token?user=${boxed.user}`, { cache: 'no-store' });
  iAdvizeBoxedInterface.push({ method: 'set-activate-auth-token', args: await token.text() });
});
