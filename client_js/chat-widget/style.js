export const STYLE = `
:host { position: fixed; right: 20px; bottom: 20px; z-index: 2147483000; width: max-content; font: 15px/1.45 system-ui, sans-serif; color: #172b4d; color-scheme: light; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; font: inherit; color: inherit; }
[hidden] { display: none !important; }
button { cursor: pointer; border: 0; border-radius: 6px; padding: 8px 12px; background: #0b5cad; color: #fff; }
button:disabled { cursor: default; background: #5e6c84; }
button.quiet { background: none; color: #0b5cad; padding: 4px 8px; }
:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px; }
.launcher { display: block; margin-left: auto; min-width: 56px; height: 52px; border-radius: 26px; padding: 0 18px; box-shadow: 0 2px 12px #0005; font-weight: 600; }
.panel { display: flex; flex-direction: column; width: min(340px, calc(100vw - 40px)); height: min(460px, calc(100vh - 120px)); margin-bottom: 12px; overflow: hidden; background: #fff; border-radius: 10px; box-shadow: 0 4px 24px #0005; }
header { display: flex; justify-content: space-between; align-items: center; gap: 8px; padding: 8px 12px; border-bottom: 1px solid #dfe1e6; }
h2 { margin: 0; font-weight: 600; }
.customer { margin: 0; padding: 8px 12px; background: #eef4fb; overflow-wrap: anywhere; }
.log { flex: 1; margin: 0; padding: 12px; overflow-y: auto; }
.log p { width: fit-content; max-width: 85%; margin: 0 0 8px; padding: 6px 10px; border-radius: 8px; background: #f1f2f4; overflow-wrap: anywhere; white-space: pre-wrap; }
.log .visitor { margin-left: auto; background: #0b5cad; color: #fff; }
.trouble { margin: 0; padding: 0 12px; color: #ae2a19; }
form { display: flex; gap: 8px; padding: 12px; border-top: 1px solid #dfe1e6; }
input { flex: 1; min-width: 0; padding: 8px; border: 1px solid #7a869a; border-radius: 6px; background: #fff; }
.author { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

/** Without an inline style, which many a page's policy forbids. @param {Window & typeof globalThis} page @param {ShadowRoot} root */
export function dress(page, root) {
  if (!('adoptedStyleSheets' in root) || !page.CSSStyleSheet.prototype.replaceSync) return; // jsdom, where nobody looks
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
}
