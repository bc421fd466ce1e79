// The tag as a page loads it: a classic script, because pages load iAdvize's own with <script async src>.
// currentScript is only there until this script has run, so its address is read first. A query (?sid=…) drops out.
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script?.src) {
    console.error(
      '[iadvize-simulator] Load iadvize.js with <script src="…">, without type="module" and not inlined or bundled: ' +
        'the tag finds its server by that address.',
    );
    return;
  }
  const base = new URL('.', script.src).href;
  import(base + 'client/boot.js')
    .then(({ boot }) => boot(window, base))
    .catch((error) => {
      console.error(`[iadvize-simulator] The tag could not be loaded from ${base}: is the simulator running?`, error);
    });
})();
