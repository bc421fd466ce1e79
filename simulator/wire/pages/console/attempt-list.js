import { element } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { machineReadable, moment } from '../shared/time.js';
import { inShort, outcomeOf, whose } from './activations.js';
import { hashOf } from './route.js';

/**
 * @import { Attempt } from '../shared/shapes.js'
 * @import { Activation } from './activations.js'
 */

const WORDS = { passed: 'accepted', failed: 'refused', warning: 'accepted with a warning' };

/** The activations, kept in step with the journal without touching a row that has not changed. @param {string} siteId */
export function createAttemptList(siteId) {
  const list = element('ol', { class: 'attempts', id: 'attempt-list', 'aria-label': 'Attempts, the newest first' });
  /** @type {Map<string, { row: HTMLElement, newest: string, count: number }>} */
  const rows = new Map();

  return {
    node: list,
    /** @param {Activation[]} activations */
    show(activations) {
      const keys = new Set(activations.map(({ key }) => key));
      for (const [key, { row }] of rows) {
        if (keys.has(key)) continue;
        row.remove();
        rows.delete(key);
      }
      /** @type {Element | null} */
      let next = list.firstElementChild;
      for (const activation of activations) {
        const row = rowOf(activation);
        if (row === next) next = row.nextElementSibling;
        else list.insertBefore(row, next);
      }
    },
    /** @param {string | null} key the activation that is open */
    mark(key) {
      for (const [own, { row }] of rows) {
        const link = row.querySelector('a');
        if (own === key) link?.setAttribute('aria-current', 'true');
        else link?.removeAttribute('aria-current');
      }
    },
  };

  /** @param {Activation} activation */
  function rowOf({ key, tries }) {
    const newest = /** @type {Attempt} */ (tries[0]);
    const known = rows.get(key);
    if (known && known.newest === newest.id && known.count === tries.length) return known.row;
    const row = known?.row ?? element('li');
    row.replaceChildren(link(tries.length, newest));
    rows.set(key, { row, newest: newest.id, count: tries.length });
    return row;
  }

  /** @param {number} count @param {Attempt} attempt */
  function link(count, attempt) {
    const outcome = outcomeOf(attempt);
    const { text, isCode } = inShort(attempt);
    return element(
      'a',
      { class: 'attempt', href: hashOf(siteId, 'attempts', attempt.id), 'data-outcome': outcome },
      icon(outcome),
      element('span', { class: 'unseen' }, `${WORDS[outcome]}: `),
      element('span', { class: 'attempt-who' }, whose(attempt)),
      element('time', { class: 'attempt-time', datetime: machineReadable(attempt.at) }, moment(attempt.at)),
      element('span', { class: 'attempt-what', 'data-code': isCode }, text),
      element('span', { class: 'attempt-tries' }, count > 1 ? `${count} tries` : attempt.kind === 'renewal' ? 'renewal' : ''),
    );
  }
}
