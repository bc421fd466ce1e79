/**
 * @import { Standing } from './server.js'
 * @import { chatServer } from './server.js'
 */

const EVERY = 3_000;

/**
 * Looks at one session every few seconds. No stream of events: a browser opens six connections to a server, and a page
 * that has many tabs would wait for them.
 * @param {object} of
 * @param {ReturnType<typeof chatServer>} of.server
 * @param {string} of.id
 * @param {(standing: Standing | 'gone') => void} of.seen
 * @returns {() => void} stops watching
 */
export function watchSession({ server, id, seen }) {
  let isStopped = false;
  async function look() {
    const standing = await server.standing(id);
    if (!isStopped && standing) seen(standing);
  }
  const timer = setInterval(look, EVERY);
  if (typeof timer === 'object') timer.unref(); // a page's tests in Node end all the same
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
