/**
 * @import { LoginError } from './server.js'
 */

/** Says in the browser's console which check failed and what to change. @param {unknown} reason */
export function explain(reason) {
  const verdict = /** @type {LoginError} */ (reason)?.explanation;
  const failed = verdict?.checks.find((check) => check.outcome === 'failed');
  if (!failed) return;
  console.error(`[iadvize-simulator] loginWithToken was refused: ${verdict?.code}\n  ${failed.name}: ${failed.message}\n  hint: ${failed.hint}`);
}
