import { anatomyOf } from '../shared/anatomy.js';
import { element } from '../shared/element.js';
import { ladder } from '../shared/ladder.js';
import { machineReadable, moment } from '../shared/time.js';
import { inShort, outcomeOf, whose } from './attempt-book.js';
import { keptAnatomy } from './kept-anatomy.js';
import { hashOf } from './route.js';

/**
 * @import { Attempt, Site } from '../shared/shapes.js'
 */

const HEADINGS = { passed: 'Accepted', failed: 'Refused', warning: 'Accepted, with a warning' };

/**
 * One attempt in full.
 * @param {Site} site @param {Attempt} attempt @param {Attempt[]} tries of its activation, the newest first
 */
export function attemptDetail({ siteId, verdicts, provider }, attempt, tries) {
  const { verdict } = attempt;
  const outcome = outcomeOf(attempt);
  const { text, isCode } = inShort(attempt);
  const anatomy = verdict && keptAnatomy(verdict);
  return element(
    'article',
    { class: 'detail', 'data-outcome': outcome },
    element(
      'header',
      { class: 'detail-head' },
      element('h2', { tabindex: '-1' }, `${HEADINGS[outcome]}: `, element('span', { class: 'detail-what', 'data-code': isCode }, text)),
      element('p', { class: 'quiet' }, ...summary(attempt)),
    ),
    tries.length > 1 && triesOf(siteId, attempt, tries),
    attempt.reason !== null &&
      element('p', { class: 'said' }, element('span', { class: 'label' }, provider === 'jsm-chat' && verdicts === 'explained' ? 'The page was told this, and what failed:' : 'All that the page was told:'), element('q', {}, attempt.reason)),
    verdict ? ladder(verdict) : element('p', { class: 'quiet' }, withoutVerdict(attempt)),
    anatomy && anatomyOf(anatomy),
    verdict && verdicts === 'opaque' && element('p', { class: 'quiet' }, 'The verdicts of this site are opaque, so the journal keeps no claims.'),
    element('dl', { class: 'facts' }, ...facts(siteId, attempt)),
  );
}

/** @param {Attempt} attempt */
function summary(attempt) {
  const { at, kind, status, durationMs } = attempt;
  return [
    `${whose(attempt)} · ${kind} · `,
    element('time', { datetime: machineReadable(at) }, moment(at)),
    ` · HTTP ${status}`,
    durationMs !== null && ` · ${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`,
  ];
}

/** @param {string} siteId @param {Attempt} open @param {Attempt[]} tries */
function triesOf(siteId, open, tries) {
  return element(
    'nav',
    { class: 'tries', 'aria-label': 'Tries of this activation' },
    element('span', { class: 'label' }, 'Try'),
    ...tries.toReversed().map(({ id, attempt }) =>
      element('a', { href: hashOf(siteId, 'attempts', id), 'aria-current': id === open.id ? 'true' : null }, attempt),
    ),
  );
}

/** @param {Attempt} attempt */
function withoutVerdict({ accepted, fault, status }) {
  if (fault) return `The failure mode ${fault} answered in the server's place, so no token was looked at.`;
  return accepted ? 'An anonymous activation carries no token, so there was nothing to check.' : `Answered with ${status}.`;
}

/** @param {string} siteId @param {Attempt} attempt */
function* facts(siteId, { activationId, sessionId, token, checksMs, brandKey, iadvizeKey }) {
  if (activationId) yield* fact('activation', element('code', {}, activationId));
  if (sessionId) yield* fact('session', element('a', { href: hashOf(siteId, 'sessions', sessionId) }, element('code', {}, sessionId)));
  if (token) yield* fact('token', element('code', {}, token), ' (a fingerprint; the journal keeps no token)');
  if (brandKey) yield* fact('signed with', element('code', {}, brandKey));
  if (iadvizeKey) yield* fact('encrypted for', element('code', {}, iadvizeKey));
  if (checksMs) yield* fact('checks took', timesOf(checksMs));
}

/** @param {Record<string, number>} checksMs */
function timesOf(checksMs) {
  return Object.entries(checksMs)
    .map(([check, took]) => `${check} ${took < 1 ? took.toFixed(2) : took.toFixed(1)} ms`)
    .join(', ');
}

/** @param {string} label @param {...(Node | string)} value */
function fact(label, ...value) {
  return [element('dt', {}, label), element('dd', {}, ...value)];
}
