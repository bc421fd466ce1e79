import { error, warn } from './console.js';
import { takeOver } from './queue.js';
import { httpServer } from './server.js';
import { createTagOf } from './tag.js';
import { realTime } from './time.js';

/**
 * @import { TagConfig } from '../types/index.js'
 */

/** @type {WeakSet<object>} */
const taken = new WeakSet();

/**
 * Brings the tag into a page: takes over its queue and runs what has been pushed so far.
 * @param {Window & typeof globalThis} page @param {string} base the address that the script came from
 */
export function boot(page, base, time = realTime) {
  const queue = /** @type {any} */ (page.iAdvizeInterface ?? []);
  if (taken.has(queue)) {
    warn('iadvize.js was loaded twice on this page: the first one stays.');
    return;
  }
  const config = /** @type {TagConfig} */ ({ sid: '', ...queue.config });
  if (config.sid === '') error('iAdvizeInterface.config.sid is missing: set it before iadvize.js loads.');
  const server = httpServer(base, String(config.sid), time);
  const { iAdvize, ready } = createTagOf({ config, server, time, page });
  const own = takeOver(queue, iAdvize);
  taken.add(own);
  if (page.iAdvizeInterface !== own) page.iAdvizeInterface = own;
  ready();
}
