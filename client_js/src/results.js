/**
 * @import { ActivationResult, AuthenticationOption, Reason } from '../types/index.js'
 */

// Documented, word for word.
export const BAD_OPTION = 'A valid authentication option must be provided';
export const ONGOING = 'An activation is already ongoing';
export const TWICE = "Can't activate twice, please logout first";
export const LOGIN_ONGOING = 'A login is already ongoing';
export const SERVER_ERROR = 'Failed to fetch authentication with a server error';
export const NOT_SET_UP =
  'Failed to authenticate visitor from credentials : the website is not correctly setup (null)';

/** @param {AuthenticationOption} option @returns {ActivationResult} */
export function success(option) {
  return { authentication: { option, status: 'authentication-success' } };
}

/** @param {AuthenticationOption | null} option @param {string} reason @returns {ActivationResult} */
export function failure(option, reason) {
  return {
    authentication: { option, status: 'authentication-failure', reason: /** @type {Reason} */ (reason) },
  };
}
