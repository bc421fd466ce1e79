import { element, fill } from '../shared/element.js';
import { left, running } from '../shared/time.js';
import { sessionNow } from './evidence.js';

/**
 * @import { ActivationResult } from 'iadvize-simulator-tag'
 * @import { Attempt } from '../shared/shapes.js'
 */

const LOOK_EVERY = 4;

/**
 * How the activation ended, and the session that it opened with its countdown.
 * @param {ActivationResult} result @param {Attempt | null} attempt
 */
export function createOutcome({ authentication }, attempt) {
  const { status } = authentication;
  const reason = 'reason' in authentication ? authentication.reason : undefined;
  const list = element('dl', { class: 'evidence' });
  const card = element(
    'div',
    { class: 'outcome', 'data-status': status },
    element('p', { class: 'outcome-status' }, status),
    reason !== undefined && element('p', { class: 'said' }, element('span', { class: 'label' }, 'All that iAdvize says:'), element('q', {}, reason)),
    list,
    attempt && element('a', { href: `/#/sites/demo/attempts/${attempt.id}` }, 'Open the attempt in the console'),
  );
  let isOver = false;

  async function follow() {
    const sessionId = attempt?.sessionId;
    if (!sessionId) {
      list.remove();
      return;
    }
    for (let second = 0; !isOver; second += 1) {
      if (second % LOOK_EVERY === 0) await look(sessionId);
      tick();
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  const expires = element('span');
  /** @type {() => number | null} */
  let remaining = () => null;

  /** @param {string} sessionId */
  async function look(sessionId) {
    if (document.visibilityState === 'hidden') return;
    const { session, time } = await sessionNow(sessionId);
    const now = running(time);
    remaining = () => (session && session.expiresAt !== null ? session.expiresAt - now() : null);
    fill(
      list,
      ...row('visitor', session?.userId ?? 'anonymous'),
      ...row('session', session?.state ?? 'forgotten'),
      ...(session?.state === 'active' ? row('expires', expires) : []),
    );
  }

  function tick() {
    const seconds = remaining();
    expires.textContent = seconds === null ? 'never' : `in ${left(seconds)}`;
  }

  void follow().catch(() => {});
  return {
    card,
    /** Nobody looks at it any more. */
    end() {
      isOver = true;
    },
  };
}

/** @param {string} label @param {string | Node} value */
function row(label, value) {
  return [element('dt', {}, label), element('dd', {}, value)];
}
