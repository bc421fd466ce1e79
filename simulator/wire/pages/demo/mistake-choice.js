import { byId, element } from '../shared/element.js';
import { mistakes } from '../shared/simulator.js';

const select = /** @type {HTMLSelectElement} */ (byId('mistake'));
const line = byId('mistake-line');

/** Offers every mistake that a token can carry, grouped by the check that finds it. */
export async function offerMistakes() {
  show();
  /** @type {Map<string, HTMLOptGroupElement>} */
  const groups = new Map();
  for (const { code, check, line: about, severity, inToken } of await mistakes()) {
    if (!inToken) continue;
    const group = groups.get(check) ?? element('optgroup', { label: check });
    groups.set(check, group);
    const words = severity === 'warning' ? `${about} (accepted, with a warning)` : about;
    group.append(element('option', { value: code, 'data-line': words }, code));
  }
  select.append(...groups.values());
  select.addEventListener('change', show);
}

/** What the next sign-in shall carry; undefined: nothing wrong. */
export function chosenMistake() {
  return select.value || undefined;
}

/** Without them a good token is all that there is. @param {unknown} problem */
export function withoutMistakes(problem) {
  line.textContent = `The mistakes are not to be had. ${problem instanceof Error ? problem.message : problem}`;
}

/** It was for one sign-in. */
export function resetMistake() {
  select.value = '';
  show();
}

function show() {
  const { dataset } = /** @type {HTMLOptionElement} */ (select.selectedOptions[0]);
  line.textContent = dataset['line'] ? `${dataset['line']}. Sign in to see it explained.` : 'As the bank’s backend would make it.';
  byId('behind').querySelector('.choice')?.toggleAttribute('data-armed', select.value !== '');
}
