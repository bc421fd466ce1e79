import { attempts, clock, sessions, verdict } from '../shared/simulator.js';

/**
 * @import { Attempt, Clock, Session, Verdict } from '../shared/shapes.js'
 */

const SITE = 'demo';
const RECENT = 20;
// An attempt is journalled after its answer has left, so it may be a moment late.
const TRIES = 10;
const BETWEEN = 60;

/**
 * @typedef {{ attempt: Attempt | null, verdict: Verdict | null }} Evidence
 */

/** @type {Evidence} */
export const NO_EVIDENCE = { attempt: null, verdict: null };

/**
 * What the simulator knows of an activation: its entry in the journal, and the verdict on its token; for a token that
 * never arrived, the verdict that it would get. Neither where the simulator does not say.
 * @param {string | null} token null: an anonymous one @returns {Promise<Evidence>}
 */
export async function evidenceOf(token) {
  try {
    // An empty token does not leave the page, so the journal cannot know it.
    const attempt = token === '' ? null : await attemptWith(token);
    return { attempt, verdict: attempt?.verdict ?? (token === null ? null : await verdict(SITE, token)) };
  } catch {
    return NO_EVIDENCE;
  }
}

/** @param {string | null} token @returns {Promise<Attempt | null>} */
async function attemptWith(token) {
  const mark = token === null ? null : await fingerprint(token);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { attempts: recent } = await attempts(SITE, RECENT);
    const found = recent.find((attempt) => mark === undefined || attempt.token === mark);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
  return null;
}

/** @param {string} sessionId @returns {Promise<{ session: Session | undefined, time: Clock }>} */
export async function sessionNow(sessionId) {
  const [listed, time] = await Promise.all([sessions(SITE), clock(SITE)]);
  return { session: listed.sessions.find(({ id }) => id === sessionId), time };
}

/** As the journal marks tokens; undefined where the browser cannot say, and the newest attempt has to do. @param {string} token */
async function fingerprint(token) {
  if (!crypto.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
