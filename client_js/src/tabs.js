import { randomId } from './random-id.js';

/**
 * @import { Time } from './time.js'
 */

/**
 * What the tabs of one origin agree on. Web Locks would be shorter, but need a secure context; so a lease in local
 * storage: whoever wrote last, a moment ago, holds it. Without local storage each tab is on its own.
 *
 * @typedef {object} Tabs
 * @property {(name: string, ms: number) => Promise<boolean>} hold takes or keeps a lease; false: another tab has it
 * @property {(name: string) => void} release
 * @property {(message: object) => void} tell
 * @property {(listen: (message: any) => void) => void} listen
 */

// Storage written in one process reaches another only after a while.
const SETTLING = 50;

/**
 * @param {object} of
 * @param {string} of.sid
 * @param {(Window & typeof globalThis) | undefined} of.page
 * @param {() => Storage | null} of.shared
 * @param {Time} of.time
 * @returns {Tabs}
 */
export function createTabs({ sid, page, shared, time }) {
  const me = randomId();
  const channel = openChannel(page, `iadvize-${sid}`);
  /** @param {string} name */
  const keyOf = (name) => `iadvize-${sid}-lease-${name}`;

  /** @param {Storage} place @param {string} name @returns {{ tab: string, until: number } | null} */
  const read = (place, name) => JSON.parse(place.getItem(keyOf(name)) ?? 'null');

  return {
    async hold(name, ms) {
      const place = shared();
      if (!place) return true;
      try {
        const lease = read(place, name);
        const left = lease ? lease.until - time.now() : 0;
        // More left than was ever given: the computer's clock was set back.
        if (lease && lease.tab !== me && left > 0 && left <= ms) return false;
        place.setItem(keyOf(name), JSON.stringify({ tab: me, until: time.now() + ms }));
        if (lease?.tab === me && left > 0) return true;
        await time.wait(SETTLING);
        return read(place, name)?.tab === me;
      } catch {
        return true;
      }
    },
    release(name) {
      try {
        const place = shared();
        if (place && read(place, name)?.tab === me) place.removeItem(keyOf(name));
      } catch {
        // It lapses by itself.
      }
    },
    tell: (message) => channel?.postMessage(message),
    listen(listen) {
      if (channel) channel.onmessage = ({ data }) => listen(data);
    },
  };
}

/** @param {(Window & typeof globalThis) | undefined} page @param {string} name */
function openChannel(page, name) {
  try {
    return page?.BroadcastChannel ? new page.BroadcastChannel(name) : null;
  } catch {
    return null;
  }
}
