import { warn } from './console.js';

/**
 * @import { AuthenticationOption } from '../types/index.js'
 * @import { Time } from './time.js'
 * @import { WatchedPromise } from './watched-promise.js'
 */

const LOOP = { calls: 4, within: 10_000 };
const NEVER_ACTIVATED = 10_000;
const SLOW = 10_000;
const DROPPED = 1_000;
const EXT_ID_LENGTH = 50;

/**
 * Says what production would swallow.
 * @param {Time} time
 * @param {boolean} areTokensRead whether anybody reads them; offline nobody does, and the same one will do
 */
export function createWarnings(time, areTokensRead) {
  /** @type {number[]} */
  let calls = [];
  let lastToken = '';
  let isCached = false;
  let hasActivated = false;

  return {
    /** The page's tag is ready: from here on somebody should activate it. */
    ready() {
      time.later(NEVER_ACTIVATED, () => {
        if (!hasActivated) warn('activate() was not called on this page: call it once on every page load.');
      });
    },
    activating() {
      hasActivated = true;
      calls = [...calls.filter((at) => time.now() - at < LOOP.within), time.now()];
      if (calls.length < LOOP.calls) return;
      warn(`activate() was called ${calls.length} times in a row: the tag retries by itself, don't call it in a loop.`);
      calls = [];
    },
    loggedOut() {
      calls = [];
    },
    /** @param {string} whom @param {() => boolean} isOver @returns {() => void} there is an answer */
    waiting(whom, isOver) {
      return time.later(SLOW, () => {
        if (!isOver()) warn(`${whom} has not answered for 10 s. The tag goes on waiting; logout() ends it.`);
      });
    },
    /** @param {AuthenticationOption} option */
    provided({ token }) {
      if (!token || !areTokensRead) return;
      if (token === lastToken && !isCached) {
        warn('The authentication provider returned the same token again: make a fresh one at every call.');
      }
      isCached = token === lastToken;
      lastToken = token;
    },
    /** @param {WatchedPromise<unknown>} activation */
    settled(activation) {
      time.later(DROPPED, () => {
        if (!activation.isAwaited) warn('Nobody looked at the result of activate(): await it, or pass a callback.');
      });
    },
    /** @param {string} extId */
    extId(extId) {
      const length = extId.length > EXT_ID_LENGTH ? ` It has more than ${EXT_ID_LENGTH} characters, too.` : '';
      warn(`idzCustomData.extID is in use: with authentication the advisor then sees no padlock. Remove it.${length}`);
    },
  };
}
