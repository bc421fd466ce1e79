import { element, fill } from '../shared/element.js';
import { mistakes } from '../shared/simulator.js';

/**
 * @import { Attempt } from '../shared/shapes.js'
 */

const TYPED = 300;

/** Which attempts somebody wants to see. @param {string | undefined} provider @param {() => void} changed */
export function createAttemptFilter(provider, changed) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const outcome = element(
    'select',
    { class: 'field', 'aria-label': 'Which attempts', change: changed },
    element('option', { value: '' }, 'All'),
    element('option', { value: 'accepted' }, 'Accepted'),
    element('option', { value: 'refused' }, 'Refused'),
  );
  /** @type {Set<string>} */
  let codes = new Set();
  const suggestions = element('datalist', { id: 'codes' });
  const text = element('input', {
    class: 'field',
    type: 'search',
    'aria-label': 'Of this user id, or with this code',
    placeholder: 'User id or code',
    autocomplete: 'off',
    spellcheck: 'false',
    list: 'codes',
    focus: learn,
    input() {
      clearTimeout(timer);
      timer = setTimeout(changed, TYPED);
    },
  });

  async function learn() {
    if (codes.size > 0) return;
    codes = new Set((await mistakes(provider)).map(({ code }) => code));
    fill(suggestions, ...[...codes].map((code) => element('option', { value: code })));
  }

  /** @returns {{ status?: string, code?: string, userId?: string }} */
  function wanted() {
    const typed = text.value.trim();
    const name = codes.has(typed) ? 'code' : 'userId';
    return { ...(outcome.value && { status: outcome.value }), ...(typed && { [name]: typed }) };
  }

  return {
    node: element('div', { class: 'filter', role: 'search' }, outcome, text, suggestions),
    wanted,
    isOn: () => Object.keys(wanted()).length > 0,
    /** As the simulator would see it. @param {Attempt} attempt */
    matches(attempt) {
      const { status, code, userId } = wanted();
      if (status && attempt.accepted !== (status === 'accepted')) return false;
      return (code ?? attempt.code) === attempt.code && (userId ?? attempt.userId) === attempt.userId;
    },
  };
}
