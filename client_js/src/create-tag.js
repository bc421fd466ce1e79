import { Script, playing } from './offline.js';
import { httpServer } from './server.js';
import { createTagOf } from './tag.js';
import { noTime, realTime } from './time.js';

/**
 * @import { createTag as CreateTag } from '../types/index.js'
 */

/** @type {typeof CreateTag} */
export function createTag({ server, window, ...config }) {
  if (config.sid === undefined || config.sid === null) throw new TypeError("createTag: sid, the site's id, is missing.");
  const page = /** @type {(Window & typeof globalThis) | undefined} */ (window);
  if (/** @type {unknown} */ (server) instanceof Script) {
    const script = /** @type {Script} */ (/** @type {unknown} */ (server));
    return createTagOf({ config, page, time: noTime, isWatched: false, ...playing(script) }).iAdvize;
  }
  const base = addressOf(server);
  return createTagOf({ config, page, time: realTime, server: httpServer(base, String(config.sid), realTime) }).iAdvize;
}

/** @param {unknown} server */
function addressOf(server) {
  try {
    return new URL(String(server).replace(/\/?$/, '/')).href;
  } catch {
    throw new TypeError(`createTag: server is the simulator's address or offline(), not ${String(server)}.`);
  }
}
