import { element, fill } from './element.js';
import { icon } from './icon.js';

const SAID_FOR = 1_600;

/** @param {() => string} text what to copy, asked for at the click @param {string} label what it is */
export function copyButton(text, label) {
  const button = element('button', { type: 'button', class: 'button copy', 'aria-label': label, click: copy });
  const status = element('span', { class: 'unseen', role: 'status' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function rest() {
    fill(button, icon('copy'), 'Copy');
    status.textContent = '';
  }

  async function copy() {
    const isCopied = await write(text());
    fill(button, icon(isCopied ? 'done' : 'failed'), isCopied ? 'Copied' : 'Select it');
    status.textContent = isCopied ? 'Copied.' : 'It could not be copied; select the text instead.';
    clearTimeout(timer);
    timer = setTimeout(rest, SAID_FOR);
  }

  rest();
  return element('span', { class: 'copy-place' }, button, status);
}

/** @param {string} text */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeOldWay(text);
  }
}

/** Without a secure context there is no clipboard but this. @param {string} text */
function writeOldWay(text) {
  const area = element('textarea', { class: 'unseen', 'aria-hidden': 'true', tabindex: '-1' });
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
  }
}
