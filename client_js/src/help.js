import { info } from './console.js';
import { EDITABLE, INITIAL } from './properties.js';

/** @param {string[]} methods */
export function help(methods) {
  const properties = Object.keys(INITIAL);
  info(
    [
      `methods: ${methods.join(', ')}`,
      `get: ${properties.join(', ')}`,
      `set: ${EDITABLE.join(', ')}`,
      `on, off: ${eventNames().join(', ')}`,
    ].join('\n  '),
  );
}

export function eventNames() {
  return [...Object.keys(INITIAL).map((name) => `${name}Change`), 'app:boundariesChange'];
}
