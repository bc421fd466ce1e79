import { guarded } from './console.js';

/**
 * @typedef {(value: any) => unknown} Listener
 * @typedef {object} Events
 * @property {(event: string, listener: Listener) => void} on
 * @property {(event: string, listener: Listener) => void} off a listener that is not there is none
 * @property {(event: string, value: unknown) => void} emit
 */

/** @returns {Events} */
export function createEvents() {
  /** @type {Map<string, Set<Listener>>} */
  const listeners = new Map();
  return {
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    off(event, listener) {
      listeners.get(event)?.delete(listener);
    },
    emit(event, value) {
      for (const listener of [...(listeners.get(event) ?? [])]) {
        guarded(() => listener(value), `A listener of ${event}`);
      }
    },
  };
}
