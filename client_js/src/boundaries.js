/**
 * @import { Boundaries } from '../types/index.js'
 * @import { Events } from './events.js'
 */

export const NOWHERE = { width: 0, height: 0 };

/**
 * Tells listeners where the chatbox is, when that has changed.
 * @param {Events} events @returns {(boundaries: Boundaries) => void}
 */
export function createBoundaries(events) {
  let last = JSON.stringify(NOWHERE);
  return (boundaries) => {
    const next = JSON.stringify(boundaries);
    if (next === last) return;
    last = next;
    events.emit('app:boundariesChange', boundaries);
  };
}
