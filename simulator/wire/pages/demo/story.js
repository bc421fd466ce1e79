import { byId, element, fill } from '../shared/element.js';
import { alsoExplanation, explanation } from '../shared/explanation.js';
import { jsonView } from '../shared/json-view.js';
import { briefLadder } from '../shared/ladder.js';
import { createOutcome } from './session-card.js';

/**
 * @import { ActivationResult } from 'iadvize-simulator-tag'
 * @import { Verdict } from '../shared/shapes.js'
 * @import { Evidence } from './evidence.js'
 */

const place = byId('story');
const said = byId('said');
let endLast = () => {};

/** Begins the story of one call on the tag, in the place of the last one. @param {string} code as the page's code has it */
export function tell(code) {
  endLast();
  const began = performance.now();
  const head = element('div', { class: 'story-head' });
  const calls = element('ol', { class: 'calls' });
  const tail = element('div');
  fill(place, head, element('div', {}, element('h3', {}, 'Calls'), calls), tail);

  /** @param {string} what @param {string} [note] */
  function line(what, note) {
    const after = performance.now() - began;
    calls.append(
      element(
        'li',
        { class: 'call' },
        element('code', {}, what),
        element('span', { class: 'after' }, after < 5 ? '' : `+${Math.round(after)} ms`),
        note !== undefined && element('p', {}, note),
      ),
    );
  }

  line(code);
  said.textContent = `${code} was called.`;
  return {
    line,
    /** @param {ActivationResult} result @param {Evidence} evidence */
    ended(result, { attempt, verdict }) {
      const { authentication } = result;
      const reason = 'reason' in authentication && authentication.reason;
      const outcome = createOutcome(result, attempt);
      endLast = outcome.end;
      fill(head, outcome.card);
      fill(tail, element('h3', {}, 'Result'), jsonView(result, 'The result of activate'));
      if (verdict) head.append(...judgement(verdict));
      said.textContent = [authentication.status, reason, verdict?.checks.find(({ code: found }) => found)?.message].filter(Boolean).join('. ');
    },
  };
}

/** @param {Verdict} verdict */
function judgement(verdict) {
  const remarks = verdict.checks.filter(({ code }) => code !== null);
  const passed = verdict.checks.filter(({ outcome }) => outcome === 'passed').length;
  const summary = remarks.length > 0 ? 'The eight checks' : `All ${passed} checks passed`;
  return [
    ...remarks.map((check) => explanation(check)),
    ...verdict.alsoFound.map(alsoExplanation),
    element('details', { class: 'quiet-details' }, element('summary', {}, summary), briefLadder(verdict)),
  ];
}
