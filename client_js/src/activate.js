import { SECURED, kindOf } from './authentication-option.js';
import { error, guarded } from './console.js';
import { randomId } from './random-id.js';
import { BAD_OPTION, ONGOING, SERVER_ERROR, TWICE, failure, success } from './results.js';
import { tryWithRetries } from './retries.js';
import { WatchedPromise } from './watched-promise.js';

/**
 * @import { ActivationResult, AuthenticationOption, AuthenticationProvider, IAdvize } from '../types/index.js'
 * @import { Accepted, Answer } from './answers.js'
 * @import { Time } from './time.js'
 * @import { createWarnings } from './warnings.js'
 *
 * @typedef {object} Ongoing
 * @property {() => void} cancel its promise resolves at once
 * @property {Promise<unknown>} sending the request that is under way, and undoing what it did after a cancel
 */

// Observed: iAdvize's boxed tag asks its host for the token with a listener that the next message of any kind uses
// up, so a provider called in the same turn as activate() would never answer.
const BEFORE_PROVIDER = 50;

/**
 * @param {object} of
 * @param {(activationId: string, option: AuthenticationOption) => Promise<Answer>} of.send
 * @param {(sessionId: string) => Promise<void>} of.discard ends a session that came too late
 * @param {(activationId: string) => string | null} of.refusal why this call is refused before anybody is asked
 * @param {() => boolean} of.isSecured whether a secured session is live
 * @param {(accepted: Accepted, provider: AuthenticationProvider, secured: boolean) => void} of.begin
 * @param {() => { ready: Promise<unknown>, done: () => void }} of.takeTurn among the tabs
 * @param {ReturnType<typeof createWarnings>} of.warnings
 * @param {Time} of.time
 */
export function createActivate({ send, discard, refusal, isSecured, begin, takeTurn, warnings, time }) {
  /** @type {Ongoing | null} */
  let ongoing = null;

  /** @param {AuthenticationProvider} provider @returns {Promise<ActivationResult>} */
  async function run(provider) {
    const activationId = randomId();
    warnings.activating();
    const refused = refusal(activationId);
    if (refused !== null) return failure(null, refused);
    if (ongoing) return failure(null, ONGOING);
    if (isSecured()) return failure(null, TWICE);
    if (typeof provider !== 'function') {
      const isCalled = typeof (/** @type {any} */ (provider)?.then) === 'function';
      const what = isCalled ? 'a promise: hand the function over, without calling it' : kindOf(provider);
      error(`activate() takes a function that returns the authentication option, not ${what}.`);
      return failure(null, BAD_OPTION);
    }
    /** @type {(result: ActivationResult) => void} */
    let cancelWith = () => {};
    const cancelled = /** @type {Promise<ActivationResult>} */ (new Promise((resolve) => (cancelWith = resolve)));
    /** @type {AuthenticationOption | null} */
    let option = null;
    /** @type {Ongoing} */
    const mine = {
      // No documented reason is meant for this; the tag did stop fetching the authentication.
      cancel: () => cancelWith(failure(option, SERVER_ERROR)),
      sending: Promise.resolve(),
    };
    ongoing = mine;
    try {
      return await Promise.race([attempt(mine, activationId, provider, (given) => (option = given)), cancelled]);
    } finally {
      if (ongoing === mine) ongoing = null;
    }
  }

  /**
   * @param {Ongoing} mine @param {string} activationId @param {AuthenticationProvider} provider
   * @param {(option: AuthenticationOption) => void} onOption
   */
  async function attempt(mine, activationId, provider, onOption) {
    const isCancelled = () => ongoing !== mine;
    const turn = takeTurn();
    try {
      await time.wait(BEFORE_PROVIDER);
      const { option, accepted, reason } = await tryWithRetries({
        provider,
        async send(given) {
          await turn.ready;
          if (isCancelled()) return { kind: 'over', why: '' };
          const answered = send(activationId, given).then(async (answer) => {
            if (answer.kind !== 'accepted') return answer;
            if (isCancelled()) await discard(answer.session.id);
            else begin(answer, provider, given.type === SECURED);
            return answer;
          });
          mine.sending = answered;
          return answered;
        },
        isCancelled,
        onOption,
        what: 'Activation',
        warnings,
        time,
      });
      return accepted && option ? success(option) : failure(option, reason);
    } finally {
      turn.done();
    }
  }

  /** @type {IAdvize['activate']} */
  function activate(provider, callback) {
    const activation = /** @type {WatchedPromise<ActivationResult>} */ (
      new WatchedPromise((resolve) => {
        void run(provider)
          .catch((reason) => {
            error('The activation failed inside the tag:', reason);
            return failure(null, SERVER_ERROR);
          })
          .then((result) => {
            if (typeof callback === 'function') guarded(() => callback(result), 'The callback of activate()');
            else warnings.settled(activation);
            resolve(result);
          });
      })
    );
    return activation;
  }

  return {
    activate,
    /** @returns {Promise<unknown>} resolves when nothing of the ongoing activation is left on the server */
    cancel() {
      const cancelled = ongoing;
      ongoing = null;
      cancelled?.cancel();
      return cancelled?.sending ?? Promise.resolve();
    },
  };
}
