import { error } from './console.js';

/**
 * @import { AuthenticationOption, AuthenticationProvider } from '../types/index.js'
 */

export const SECURED = 'SECURED_AUTHENTICATION';
const ANONYMOUS = ['ANONYMOUS', 'ANONYMOUS_AUTHENTICATION'];
const WANTED = `Return {authenticationOption: {type: '${SECURED}', token}}, token being a non-empty string.`;
// Short and plain enough to be the name of something, and no token.
const NAME = /^\w{1,40}$/;

/**
 * @typedef {object} Asked
 * @property {AuthenticationOption | null} option what can be shown of it, valid or not
 * @property {string} [trouble] what is wrong with it, where it is not valid
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
    error('The authentication provider threw, and is not asked again:', reason);
    return { option: null, trouble: 'threw' };
  }
  const asked = read(returned);
  if (asked.trouble) {
    error(`The authentication provider returned no valid authentication option: ${asked.trouble}. ${WANTED}`);
  }
  return asked;
}

/** @param {any} returned @returns {Asked} */
function read(returned) {
  const given = returned?.authenticationOption;
  if (typeof given !== 'object' || given === null) return { option: null, trouble: missing(returned) };
  const { type, token } = given;
  // Rebuilt, so that the result survives structured cloning whatever else the object holds.
  const shown = { type: plain(type), ...(token === undefined ? {} : { token: typeof token === 'string' ? token : null }) };
  const option = /** @type {AuthenticationOption} */ (shown);
  const trouble = troubleWith(type, token);
  return trouble ? { option, trouble } : { option };
}

/** @param {any} returned what holds no option */
function missing(returned) {
  if (returned === undefined) return 'it returned undefined (is a return missing?)';
  if (typeof returned !== 'object' || returned === null) return `it returned ${kindOf(returned)}`;
  if ('authenticationOption' in returned) return `authenticationOption is ${kindOf(returned.authenticationOption)}`;
  return `it returned ${kindOf(returned)} without authenticationOption`;
}

/** @param {unknown} type @param {unknown} token */
function troubleWith(type, token) {
  if (ANONYMOUS.includes(/** @type {string} */ (type))) return undefined;
  if (type !== SECURED) return `its type is ${typeof type === 'string' && NAME.test(type) ? `'${type}'` : kindOf(type)}`;
  return typeof token === 'string' && token !== '' ? undefined : `its token is ${kindOf(token)}`;
}

/** What it is, in words that give away nothing of it. @param {any} value */
export function kindOf(value) {
  if (value === undefined || value === null) return String(value);
  if (value === '') return 'an empty string';
  if (typeof value.then === 'function') return 'a promise (is an await missing?)';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const names = Object.keys(value).filter((name) => NAME.test(name)).slice(0, 5);
  return Array.isArray(value) ? 'an array' : `an object${names.length > 0 ? ` {${names.join(', ')}}` : ''}`;
}

/** @param {unknown} value */
function plain(value) {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
