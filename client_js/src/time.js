/**
 * @typedef {object} Time
 * @property {() => number} now milliseconds
 * @property {(ms: number) => Promise<void>} wait somebody awaits what comes after it
 * @property {(ms: number, run: () => void) => () => void} later nobody does: it never keeps Node alive; returns how to cancel
 */

/** @type {Time} */
export const realTime = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  later(ms, run) {
    const timer = setTimeout(run, ms);
    if (typeof timer === 'object') timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Passes in no time, for offline tags: also under a test runner's fake timers.
 * @type {Time}
 */
export const noTime = { now: () => 0, wait: () => Promise.resolve(), later: () => () => {} };
