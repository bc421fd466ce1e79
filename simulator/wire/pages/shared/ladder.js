import { element } from './element.js';
import { alsoExplanation, explanation } from './explanation.js';
import { icon } from './icon.js';

/**
 * @import { Check, Fix, Verdict } from './shapes.js'
 */

const WORDS = { passed: 'passed', failed: 'failed', warning: 'passed with a warning', skipped: 'not looked at' };

/**
 * The checks, in the order in which they were made; what failed or warned is open.
 * @param {Verdict} verdict @param {Fix | null} [fix] the code for the one that decided, where it is at hand
 */
export function ladder({ code, checks, alsoFound }, fix) {
  const remark = (/** @type {Check} */ check) => explanation(check, check.code === code ? fix : null);
  return element(
    'div',
    {},
    element('ol', { class: 'ladder', 'aria-label': 'Checks' }, ...checks.map((check) => rung(check, remark))),
    alsoFound.length > 0 && element('div', { class: 'also' }, ...alsoFound.map(alsoExplanation)),
  );
}

/** The same where the explanations stand beside it already. @param {Verdict} verdict */
export function briefLadder({ checks }) {
  const named = (/** @type {Check} */ { code }) => element('p', { class: 'rung-says' }, code);
  return element('ol', { class: 'ladder', 'aria-label': 'Checks' }, ...checks.map((check) => rung(check, named)));
}

/** @param {Check} check @param {(check: Check) => Node} remark */
function rung(check, remark) {
  const { name, outcome, message } = check;
  const isRemarkable = outcome === 'failed' || outcome === 'warning';
  return element(
    'li',
    { class: 'rung', 'data-outcome': outcome, 'data-check': name },
    icon(outcome),
    element(
      'div',
      {},
      element('span', { class: 'rung-name' }, name),
      element('span', { class: 'unseen' }, `: ${WORDS[outcome]}. `),
      isRemarkable ? remark(check) : element('p', { class: 'rung-says' }, outcome === 'skipped' ? WORDS.skipped : message),
    ),
  );
}
