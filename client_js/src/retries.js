import { askProvider } from './authentication-option.js';
import { explain } from './explain-to-console.js';
import { BAD_OPTION, SERVER_ERROR } from './results.js';

/**
 * @import { AuthenticationOption, AuthenticationProvider } from '../types/index.js'
 * @import { Accepted, Answer } from './answers.js'
 * @import { Time } from './time.js'
 * @import { createWarnings } from './warnings.js'
 */

const DELAYS = [250, 500, 1000];

/**
 * @typedef {object} Outcome
 * @property {AuthenticationOption | null} option what the provider returned last
 * @property {Accepted | null} accepted
 * @property {string} reason why not, where not accepted
 */

/**
 * One attempt and its retries, for an activation as for a renewal: each asks the provider anew. How often and how
 * long to wait is the server's word; without a readable one, three times.
 *
 * @param {object} of
 * @param {AuthenticationProvider} of.provider
 * @param {(option: AuthenticationOption) => Promise<Answer>} of.send
 * @param {() => boolean} of.isCancelled
 * @param {(option: AuthenticationOption) => void} of.onOption
 * @param {string} of.what for the console
 * @param {ReturnType<typeof createWarnings>} of.warnings
 * @param {Time} of.time
 * @returns {Promise<Outcome>}
 */
export async function tryWithRetries({ provider, send, isCancelled, onOption, what, warnings, time }) {
  /** @type {AuthenticationOption | null} */
  let option = null;
  let reason = '';
  let retries = DELAYS.length;
  let limit = Infinity;
  const explained = new Set();
  for (let retry = 0; !isCancelled(); retry += 1) {
    const given = warnings.waiting('The authentication provider', isCancelled);
    const asked = await askProvider(provider);
    given();
    option = asked.option;
    if (isCancelled()) break;
    if (asked.trouble || !option) return { option, accepted: null, reason: BAD_OPTION };
    warnings.provided(option);
    onOption(option);
    const answered = warnings.waiting('The server', isCancelled);
    const answer = await send(option);
    answered();
    if (answer.kind === 'accepted') return { option, accepted: answer, reason: '' };
    if (isCancelled()) break;
    explain(what, answer, retry, explained);
    if (answer.kind === 'over') break;
    let delay = DELAYS[Math.min(retry, DELAYS.length - 1)];
    if (answer.kind === 'refused') {
      reason = answer.reason;
      const { attempt, remaining } = answer.retry;
      // What the site allows in all, however many requests never reached its count; no later word makes it more.
      limit = Math.min(limit, attempt + remaining - 1, retry + remaining);
      retries = limit;
      delay = answer.retry.delayMs ?? delay;
    }
    if (retry >= retries) break;
    await time.wait(/** @type {number} */ (delay));
  }
  return { option, accepted: null, reason: reason || SERVER_ERROR };
}
