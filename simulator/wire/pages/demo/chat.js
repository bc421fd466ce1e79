/**
 * The bank's use of the tag, as a brand's page has it: everything goes through the queue, so that it does not matter
 * whether the tag has loaded yet.
 *
 * @import { ActivationResult, IAdvize } from 'iadvize-simulator-tag'
 */

/** @returns {Promise<IAdvize>} */
function tag() {
  return new Promise((resolve) => {
    window.iAdvizeInterface?.push((iAdvize) => resolve(iAdvize));
  });
}

/** @param {() => Promise<string>} freshToken @returns {Promise<ActivationResult>} */
export async function activateSecured(freshToken) {
  const iAdvize = await tag();
  return iAdvize.activate(async () => ({
    authenticationOption: { type: 'SECURED_AUTHENTICATION', token: await freshToken() },
  }));
}

/** @param {() => void} called the provider was @returns {Promise<ActivationResult>} */
export async function activateAnonymous(called) {
  const iAdvize = await tag();
  return iAdvize.activate(() => {
    called();
    return { authenticationOption: { type: 'ANONYMOUS' } };
  });
}

export async function logOut() {
  const iAdvize = await tag();
  await iAdvize.logout();
}

/** @param {() => void} stopped the tag has lost its session, or was logged out */
export async function whenStopped(stopped) {
  const iAdvize = await tag();
  iAdvize.on('tag:versionChange', (version) => version === 'LIGHT' && stopped());
}

const EVENTS = /** @type {const} */ (['tag:versionChange', 'conversation:idChange']);

/** @param {(name: string, value: unknown) => void} heard */
export async function whenAnything(heard) {
  const iAdvize = await tag();
  for (const name of EVENTS) iAdvize.on(name, (value) => heard(name, value));
}
