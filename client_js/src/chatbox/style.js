export const MARGIN = 20;

/** @param {{ width: number, height: number }} room what the visitor's window leaves */
export function style({ width, height }) {
  const panelWidth = Math.max(220, Math.min(340, width - 2 * MARGIN));
  const panelHeight = Math.max(240, Math.min(480, height - 2 * MARGIN - 68));
  return `
:host { position: fixed; right: ${MARGIN}px; bottom: ${MARGIN}px; width: max-content; z-index: 2147483000; font: 15px/1.4 system-ui, sans-serif; color: #1b1f3b; }
* { box-sizing: border-box; font: inherit; color: inherit; }
[hidden] { display: none !important; }
button { cursor: pointer; border: 0; border-radius: 8px; padding: 8px 12px; background: #4338ca; color: #fff; }
button.quiet { background: none; color: #4338ca; padding: 4px 8px; }
:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px; }
.launcher { display: block; margin-left: auto; min-width: 56px; height: 56px; border-radius: 28px; box-shadow: 0 2px 12px #0005; font-weight: 600; }
.panel { display: flex; flex-direction: column; width: ${panelWidth}px; height: ${panelHeight}px; margin-bottom: 12px; overflow: hidden; background: #fff; border-radius: 12px; box-shadow: 0 4px 24px #0005; }
header { display: flex; justify-content: space-between; align-items: center; padding: 8px 12px; border-bottom: 1px solid #ddd; }
h2 { margin: 0; font-weight: 600; }
.banner { margin: 0; padding: 8px 12px; background: #ecfdf5; color: #065f46; }
.log { flex: 1; margin: 0; padding: 12px; overflow-y: auto; }
.log p { width: fit-content; max-width: 85%; margin: 0 0 8px; padding: 6px 10px; border-radius: 10px; background: #eef0f6; overflow-wrap: anywhere; white-space: pre-wrap; }
.log .visitor { margin-left: auto; background: #4338ca; color: #fff; }
.trouble { margin: 0; padding: 4px 12px; color: #b91c1c; }
form { display: flex; gap: 8px; padding: 12px; border-top: 1px solid #ddd; }
input { flex: 1; min-width: 0; padding: 8px; border: 1px solid #888; border-radius: 8px; background: #fff; }
.author { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (prefers-color-scheme: dark) { :host { color-scheme: light; } }
`;
}
