import { guarded, warn } from './console.js';

/**
 * @import { IAdvize } from '../types/index.js'
 * @import { IAdvizeInterface } from '../types/page.js'
 */

/**
 * Runs what a page has pushed, and what it pushes from now on, in that order.
 * @param {ArrayLike<unknown> & Record<string, any>} queue an array, or something like one
 * @param {IAdvize} iAdvize
 * @returns {IAdvizeInterface} the same object, or a new one where that can't be changed
 */
export function takeOver(queue, iAdvize) {
  const own = Object.isExtensible(queue) ? queue : Object.assign(Array.from(queue), { config: queue['config'] });
  const waiting = Array.from(queue);
  let isRunning = false;

  function run() {
    // A function that pushes another one doesn't jump the queue.
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0) {
      const next = waiting.shift();
      if (typeof next === 'function') guarded(() => next(iAdvize), 'A function pushed to iAdvizeInterface');
      else warn('iAdvizeInterface.push takes functions, not', next);
    }
    isRunning = false;
  }

  /** @param {...unknown} functions */
  const push = (...functions) => {
    waiting.push(...functions);
    run();
    return own.length;
  };
  Object.defineProperty(own, 'push', { value: push, writable: true, configurable: true });
  run();
  return /** @type {IAdvizeInterface} */ (/** @type {unknown} */ (own));
}
