import { element } from '../shared/element.js';

/**
 * @import { Fault, Mode } from '../shared/shapes.js'
 *
 * @typedef {object} Steering
 * @property {(fault: Partial<Fault> & { name: string }, isChange: boolean) => Promise<boolean>} arm
 * @property {(name: string) => Promise<void>} disarm
 */

/** One failure mode: its switch, and how often it strikes. @param {Mode} mode @param {Steering} steering */
export function modeRow({ name, tagSees, pageGets, delays }, { arm, disarm }) {
  let isArmed = false;
  const state = element('span', { class: 'mode-state' });
  const input = element('input', { type: 'checkbox', role: 'switch', class: 'switch', id: `mode-${name}`, 'aria-describedby': `mode-${name}-says`, change: turn });
  const times = number('times', '1', 'every time');
  const after = number('after', '0', '0');
  const delay = number('delay in ms', '0', '2000');
  const user = element('input', { class: 'field', type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder: 'everybody', change: retune });
  const fields = element(
    'div',
    { class: 'mode-fields' },
    field('times', times),
    delays && field('delay in ms', delay),
    element(
      'details',
      { class: 'quiet-details' },
      element('summary', {}, 'Only later, or for one user', element('span', { class: 'unseen' }, ` (${name})`)),
      element('div', { class: 'mode-fields' }, field('let so many pass first', after), field('only for the user id', user)),
    ),
  );
  const node = element(
    'li',
    { class: 'mode', 'data-mode': name },
    element('div', { class: 'mode-head' }, input, element('label', { for: `mode-${name}` }, name), state),
    element('p', { class: 'mode-says', id: `mode-${name}-says` }, element('span', { class: 'label' }, 'The tag sees '), tagSees, '. ', element('span', { class: 'label' }, 'The page gets '), pageGets, '.'),
    fields,
  );

  /** @param {string} label @param {string} least @param {string} otherwise */
  function number(label, least, otherwise) {
    return element('input', { class: 'field', type: 'number', min: least, step: '1', inputmode: 'numeric', placeholder: otherwise, 'data-field': label, change: retune });
  }

  /** @param {string} label @param {HTMLInputElement} control */
  function field(label, control) {
    return element('label', { class: 'mode-field' }, element('span', { class: 'label' }, label), control);
  }

  function wanted() {
    return {
      name,
      ...(times.value && { times: Number(times.value) }),
      ...(after.value && { after: Number(after.value) }),
      ...(delays && delay.value && { delayMs: Number(delay.value) }),
      ...(user.value.trim() && { userId: user.value.trim() }),
    };
  }

  const isValid = () => [times, after, delay].every((control) => control.reportValidity());

  async function turn() {
    const isOn = input.checked;
    if (isOn && !isValid()) {
      input.checked = false;
      return;
    }
    if (!isOn) await disarm(name);
    else if (!(await arm(wanted(), false))) input.checked = false;
  }

  function retune() {
    if (isArmed && isValid()) void arm(wanted(), true);
  }

  return {
    node,
    /** @param {Fault[]} armed those of this mode */
    show(armed) {
      isArmed = armed.length > 0;
      if (input.checked !== isArmed) input.checked = isArmed;
      node.toggleAttribute('data-armed', isArmed);
      const word = armed.map(left).join('; ');
      if (state.textContent !== word) state.textContent = word;
    },
  };
}

/** @param {Fault} fault */
function left({ times, after, userId }) {
  const count = times === null ? 'until switched off' : times === 1 ? 'once more' : `${times} times more`;
  return [count, after > 0 && `after ${after} that pass`, userId !== null && `for ${userId}`].filter(Boolean).join(', ');
}
