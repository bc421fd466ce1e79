import { error } from './console.js';

/**
 * @import { AuthenticationOption, AuthenticationProvider } from '../types/index.js'
 */

export const SECURED = 'SECURED_AUTHENTICATION';
const ANONYMOUS = ['ANONYMOUS', 'ANONYMOUS_AUTHENTICATION'];
const WANTED = `Return {authenticationOption: {type: '${SECURED}', token}}, token being a non-empty string.`;

/**
 * @typedef {object} Asked
 * @property {AuthenticationOption | null} option what can be shown of it, valid or not
 * @property {boolean} valid
 */

/**
 * Asks the page's provider once.
 * @param {AuthenticationProvider} provider @returns {Promise<Asked>}
 */
export async function askProvider(provider) {
  /** @type {unknown} */
  let returned;
  try {
    returned = await provider();
  } catch (reason) {
    error('The authentication provider threw:', reason);
    return { option: null, valid: false };
  }
  const asked = read(returned);
  if (!asked.valid) error(`The authentication provider returned no valid authentication option. ${WANTED}`);
  return asked;
}

/** @param {any} returned @returns {Asked} */
function read(returned) {
  const given = returned?.authenticationOption;
  if (typeof given !== 'object' || given === null) return { option: null, valid: false };
  // Rebuilt, so that the result survives structured cloning whatever else the object holds.
  const option = { type: plain(given.type), ...(given.token === undefined ? {} : { token: plain(given.token) }) };
  return { option: /** @type {AuthenticationOption} */ (option), valid: isValid(option) };
}

/** @param {unknown} value */
function plain(value) {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** @param {{ type: unknown, token?: unknown }} option */
function isValid({ type, token }) {
  if (type === SECURED) return typeof token === 'string' && token !== '';
  return ANONYMOUS.includes(/** @type {string} */ (type));
}
