import { kindOf } from './authentication-option.js';
import { error, warn } from './console.js';
import { takeOver } from './queue.js';
import { httpServer } from './server.js';
import { createTagOf } from './tag.js';
import { realTime } from './time.js';

/**
 * @import { TagConfig } from '../types/index.js'
 */

// Known to every copy of this file: a page may have loaded two, under two names of one server.
const TAKEN = Symbol.for('iadvize-simulator.taken');

/**
 * Brings the tag into a page: takes over its queue and runs what has been pushed so far.
 * @param {Window & typeof globalThis} page @param {string} base the address that the script came from
 */
export function boot(page, base, time = realTime) {
  const queue = /** @type {any} */ (page.iAdvizeInterface ?? []);
  if (queue[TAKEN]) {
    warn('iadvize.js was loaded twice on this page: the first one stays.');
    return;
  }
  const { sid } = queue.config ?? {};
  const config = /** @type {TagConfig} */ ({ ...queue.config, sid: sid ?? '' });
  if (config.sid === '') {
    const what = queue.config ? `iAdvizeInterface.config.sid is ${kindOf(sid)}` : 'iAdvizeInterface.config is missing';
    error(`${what}: set config = { sid: 'your site' } before iadvize.js loads. No activation will succeed.`);
  }
  const server = httpServer(base, String(config.sid), time);
  const { iAdvize, ready } = createTagOf({ config, server, time, page });
  const own = takeOver(queue, iAdvize);
  Object.defineProperty(own, TAKEN, { value: true });
  if (page.iAdvizeInterface !== own) page.iAdvizeInterface = own;
  ready();
}
