// The widget as a page loads it: a classic script, whose address says where the simulator is and, with ?project=…, whose
// widget it is. currentScript is only there until this script has run, so its address is read first.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script?.src) {
    console.error('[iadvize-simulator] Load chat-widget.js with <script src="…">: it finds its server by that address.');
    return;
  }
  const { href, searchParams } = new URL(script.src);
  const base = new URL('.', href).href;
  import(base + 'chat-widget/modules/boot.js').then(
    ({ boot }) => boot(window, base, searchParams.get('project')),
    (error) => console.error('[iadvize-simulator] The chat widget could not be loaded.', error),
  );
})();
