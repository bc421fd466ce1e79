/**
 * What the server said, as the tag understands it.
 *
 * @typedef {object} Session
 * @property {string} id
 * @property {string} identity
 * @property {string} visitorId
 * @property {string | null} userId
 * @property {number | null} expiresAt epoch seconds on the site's clock
 * @property {'active' | 'expired' | 'revoked' | 'closed'} state
 *
 * @typedef {{ id: string, author: 'visitor' | 'advisor', text: string, at: number }} Message
 *
 * @typedef {object} Conversation
 * @property {string} id
 * @property {'open' | 'closed'} state
 * @property {string} channel
 * @property {boolean} secured
 * @property {Message[]} messages
 *
 * @typedef {object} Check
 * @property {string} name
 * @property {string} outcome
 * @property {string | null} code
 * @property {string | null} message
 * @property {string | null} hint
 * @property {unknown} found
 * @property {unknown} expected
 * @property {string | null} [docs]
 *
 * @typedef {object} Explanation
 * @property {string | null} code
 * @property {Check[]} checks
 * @property {Array<{ check: string, code: string, message: string, hint: string | null }>} [alsoFound]
 *
 * @typedef {{ attempt: number, remaining: number, delayMs?: number | null }} Retry
 *
 * @typedef {{ kind: 'accepted', session: Session, conversation: Conversation | null }} Accepted
 * @typedef {{ kind: 'refused', reason: string, retry: Retry, explanation: Explanation | null }} Refused
 * @typedef {{ kind: 'over', why: string }} Over no attempts are left (409)
 * @typedef {{ kind: 'unreadable', why: string }} Unreadable
 * @typedef {Accepted | Refused | Over | Unreadable} Answer
 *
 * @typedef {{ session: Session, conversation: Conversation | null }} Seen
 */

/**
 * Reads the answer to an activation or a renewal.
 * @param {number} status @param {any} body parsed JSON, or undefined
 * @returns {Answer}
 */
export function readAnswer(status, body) {
  if (status === 409) return { kind: 'over', why: whyNot(status, body) };
  const session = body?.session;
  if (status === 200 && typeof session?.id === 'string') {
    return { kind: 'accepted', session, conversation: body.conversation ?? null };
  }
  const refusal = body?.authentication;
  if (status === 401 && refusal?.status === 'authentication-failure' && typeof refusal.reason === 'string') {
    const retry = body.retry ?? { attempt: 1, remaining: 0 };
    return { kind: 'refused', reason: refusal.reason, retry, explanation: body.explanation ?? null };
  }
  return { kind: 'unreadable', why: whyNot(status, body) };
}

/** What there is to say of an answer that helps nobody. @param {number} status 0: none came @param {any} body */
export function whyNot(status, body) {
  return [status && `HTTP ${status}`, body ? body.error?.message : 'no JSON'].filter(Boolean).join(': ');
}
