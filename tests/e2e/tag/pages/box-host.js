// The page's half of a boxed tag, speaking as iAdvize's 1.4.4 was observed to: calls are messages to the frame, kept
// until it has loaded, and the frame is made as large as the chatbox says.
(() => {
  const frame = document.getElementById('box');
  const early = [{ method: 'navigate', args: [location.href] }];
  const post = (message) => frame.contentWindow.postMessage(message, '*');
  const call = ({ method, args }) => post({ command: 'internals', method, args });
  const tellSize = () => post({ hostWidth: innerWidth, hostHeight: innerHeight });

  window.iAdvizeBoxedInterface = { push: (message) => early.push(message) };
  frame.addEventListener('load', () => {
    window.iAdvizeBoxedInterface = { push: call };
    early.forEach(call);
    tellSize();
  });
  addEventListener('resize', tellSize);
  addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow || data.width === undefined || data.height === undefined) return;
    const isGone = data.width === 0 && data.height === 0;
    frame.style.width = isGone ? '100vw' : `${data.width}px`;
    frame.style.height = isGone ? '100vh' : `${data.height}px`;
  });
})();
