/**
 * @import { Properties } from '../types/index.js'
 * @import { Events } from './events.js'
 */

export const EDITABLE = ['visitor:cookiesConsent', 'visitor:GDPRConsent'];

/** The names that `get` knows, with what they are before anything has happened. */
export const INITIAL = /** @type {Properties} */ ({
  'tag:version': 'LIGHT',
  'visitor:cookiesConsent': null,
  'visitor:GDPRConsent': null,
  'conversation:id': null,
});

/**
 * @typedef {object} PropertyStore
 * @property {<Name extends keyof Properties>(name: Name) => Properties[Name]} get
 * @property {<Name extends keyof Properties>(name: Name, value: Properties[Name]) => void} put tells the listeners of a change
 */

/** @param {Events} events @returns {PropertyStore} */
export function createProperties(events) {
  const values = { ...INITIAL };
  return {
    get: (name) => values[name],
    put(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      events.emit(`${name}Change`, value);
    },
  };
}
