import { guarded } from './console.js';

/**
 * @import { IAdvizeCallbacks } from '../types/page.js'
 */

/** @typedef {(name: keyof IAdvizeCallbacks, context?: object) => void} CallBack */

/**
 * Calls what the page has in `window.iAdvizeCallbacks`, looked up each time: some pages add to it late.
 * @param {Window | undefined} page @returns {CallBack}
 */
export function createCallbacks(page) {
  return (name, context) => {
    const callbacks = /** @type {any} */ (page?.iAdvizeCallbacks);
    if (typeof callbacks?.[name] === 'function') guarded(() => callbacks[name](context), `iAdvizeCallbacks.${name}`);
  };
}
