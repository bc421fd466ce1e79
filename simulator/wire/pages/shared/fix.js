import { copyButton } from './copy-button.js';
import { element, fill } from './element.js';
import { Problem, mistake } from './simulator.js';

/**
 * @import { MistakeInFull } from './shapes.js'
 */

const LANGUAGE = 'iadvize-simulator-language';

/** The code that mends a mistake; asked for when somebody opens it. @param {string} code */
export function fixOf(code) {
  const place = element('div', { class: 'fix' });
  let isAsked = false;
  /** @param {Event} event */
  async function opened({ target }) {
    if (isAsked || !(target instanceof HTMLDetailsElement) || !target.open) return;
    isAsked = true;
    try {
      fill(place, ...parts(await mistake(code)));
    } catch (error) {
      isAsked = false;
      fill(place, element('p', { class: 'hint' }, error instanceof Problem ? error.message : String(error)));
    }
  }
  return element('details', { toggle: opened }, element('summary', {}, 'Show the fix as code'), place);
}

/** @param {MistakeInFull} mistake */
function* parts({ fix }) {
  if (!fix) {
    yield element('p', { class: 'hint' }, 'No code mends this one: the hint above says all.');
    return;
  }
  const { snippets } = fix;
  const last = remembered();
  const pre = element('pre', { tabindex: '0', 'aria-label': fix.title });
  const choice = element(
    'select',
    { class: 'field', 'aria-label': 'Language', change: show },
    ...snippets.map(({ label }) => element('option', { selected: label === last }, label)),
  );
  function show() {
    pre.textContent = snippets[choice.selectedIndex]?.code ?? '';
    remember(choice.value);
  }
  pre.textContent = snippets[choice.selectedIndex]?.code ?? '';
  yield element('p', { class: 'label' }, fix.title);
  yield element('div', { class: 'fix-bar' }, choice, copyButton(() => pre.textContent ?? '', 'Copy the code'));
  yield pre;
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
