import { element } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { machineReadable, moment } from '../shared/time.js';
import { inShort, outcomeOf, whose } from './attempt-book.js';
import { hashOf } from './route.js';
import { createWindowedList } from './windowed-list.js';

/**
 * @import { Attempt } from '../shared/shapes.js'
 * @import { Activation } from './attempt-book.js'
 */

const WORDS = { passed: 'accepted', failed: 'refused', warning: 'accepted with a warning' };

/** @param {string} siteId @param {() => Element} scroller @param {() => void} nearEnd */
export function createAttemptList(siteId, scroller, nearEnd) {
  /** @type {string | null} */
  let open = null;
  const list = createWindowedList({
    label: 'Attempts, the newest first',
    id: 'attempt-list',
    keyOf: (/** @type {Activation} */ { key }) => key,
    stateOf: ({ key, tries }) => `${tries[0]?.id} ${tries.length} ${key === open}`,
    draw,
    scroller,
    nearEnd,
  });

  /** @param {Activation} activation */
  function draw({ key, tries }) {
    const newest = /** @type {Attempt} */ (tries[0]);
    const outcome = outcomeOf(newest);
    const { text, isCode } = inShort(newest);
    return element(
      'a',
      {
        class: 'attempt',
        href: hashOf(siteId, 'attempts', newest.id),
        'data-outcome': outcome,
        'aria-current': key === open ? 'true' : null,
      },
      icon(outcome),
      element('span', { class: 'unseen' }, `${WORDS[outcome]}: `),
      element('span', { class: 'attempt-who' }, whose(newest)),
      element('time', { class: 'attempt-time', datetime: machineReadable(newest.at) }, moment(newest.at)),
      element('span', { class: 'attempt-what', 'data-code': isCode }, text),
      element('span', { class: 'attempt-tries' }, tries.length > 1 ? `${tries.length} tries` : newest.kind === 'renewal' ? 'renewal' : ''),
    );
  }

  return {
    ...list,
    /** @param {string | null} key the activation that is open */
    mark(key) {
      if (key === open) return;
      open = key;
      list.refresh();
    },
  };
}
