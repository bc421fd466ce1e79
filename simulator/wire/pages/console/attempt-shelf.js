import { briefAttempts, oneAttempt } from '../shared/simulator.js';

/**
 * @import { Attempt } from '../shared/shapes.js'
 */

const ROOM = 60;
const TRIES = 20;

/** Attempts in full: the few that somebody looked at, and the newest that came by. @param {string} siteId */
export function createShelf(siteId) {
  /** @type {Map<string, Attempt>} */
  const kept = new Map();

  /** @param {Attempt} attempt */
  function keep(attempt) {
    kept.delete(attempt.id);
    kept.set(attempt.id, attempt);
    const [oldest] = kept.keys();
    if (kept.size > ROOM && oldest) kept.delete(oldest);
  }

  return {
    keep,
    /** @param {string} attemptId @returns {Promise<Attempt | null>} null where the journal does not hold it */
    async get(attemptId) {
      const known = kept.get(attemptId);
      if (known) return known;
      const found = await oneAttempt(siteId, attemptId);
      if (found) keep(found);
      return found;
    },
    /** Every try of its activation, the newest first. @param {Attempt} attempt @returns {Promise<Attempt[]>} */
    async triesOf(attempt) {
      if (!attempt.activationId) return [attempt];
      const { attempts } = await briefAttempts(siteId, { limit: TRIES, activationId: attempt.activationId });
      return attempts;
    },
  };
}
