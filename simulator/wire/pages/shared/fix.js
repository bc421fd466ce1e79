import { copyButton } from './copy-button.js';
import { element, fill } from './element.js';
import { Problem, mistake } from './simulator.js';

/**
 * @import { Fix } from './shapes.js'
 */

const LANGUAGE = 'iadvize-simulator-language';

/**
 * The code that mends a mistake; asked for when somebody opens it, where it is not at hand.
 * @param {string} code @param {Fix | null} [known] the one for this token
 */
export function fixOf(code, known) {
  const place = element('div', { class: 'fix' });
  let isAsked = false;
  /** @param {Event} event */
  async function opened({ target }) {
    if (isAsked || !(target instanceof HTMLDetailsElement) || !target.open) return;
    isAsked = true;
    try {
      fill(place, ...parts(known ?? (await mistake(code)).fix));
    } catch (error) {
      isAsked = false;
      fill(place, element('p', { class: 'hint' }, error instanceof Problem ? error.message : String(error)));
    }
  }
  return element('details', { toggle: opened }, element('summary', {}, 'Show the fix as code'), place);
}

/** @param {Fix | null} fix */
function* parts(fix) {
  if (!fix) {
    yield element('p', { class: 'hint' }, 'No code mends this one: the hint above says all.');
    return;
  }
  const { snippets } = fix;
  const last = remembered();
  const pre = element('pre', { tabindex: '0', role: 'region', 'aria-label': fix.title });
  const choice = element(
    'select',
    { class: 'field', 'aria-label': 'Language', change: show },
    ...snippets.map(({ label }) => element('option', { selected: label === last }, label)),
  );
  function show() {
    const snippet = snippets[choice.selectedIndex];
    if (snippet) fill(pre, ...marked(snippet.code, snippet.crucial ?? []));
    remember(choice.value);
  }
  show();
  yield element('p', { class: 'label' }, fix.title);
  yield element('div', { class: 'fix-bar' }, choice, copyButton(() => snippets[choice.selectedIndex]?.code ?? '', 'Copy the code'));
  yield pre;
}

/** The lines on which all depends stand out. @param {string} code @param {string[]} crucial */
function marked(code, crucial) {
  return code
    .split('\n')
    .map((line, place, lines) => (place < lines.length - 1 ? `${line}\n` : line))
    .map((line) => (crucial.some((text) => line.includes(text)) ? element('mark', { class: 'crucial' }, line) : line));
}

function remembered() {
  try {
    return localStorage.getItem(LANGUAGE);
  } catch {
    return null;
  }
}

/** @param {string} label */
function remember(label) {
  try {
    localStorage.setItem(LANGUAGE, label);
  } catch {
    // Without storage the next one starts with the first language again.
  }
}
