/**
 * @import { Attempt, Conversation, Session } from '../shared/shapes.js'
 *
 * @typedef {object} Visitor as an advisor sees one
 * @property {string} id
 * @property {string | null} userId
 * @property {Record<string, string>} data
 * @property {boolean} isHere whether a session of theirs is active
 * @property {Conversation | null} conversation the newest
 * @property {Lock} lock
 *
 * @typedef {{ isLocked: boolean, why: string }} Lock
 */

/**
 * Whoever has a session or a conversation; those who are here first.
 * @param {Session[]} sessions @param {Conversation[]} conversations @param {Attempt[]} attempts each the newest first
 * @returns {Visitor[]}
 */
export function visitorsOf(sessions, conversations, attempts) {
  const ids = new Set([...sessions, ...conversations].map(({ visitorId }) => visitorId));
  return [...ids]
    .map((id) => {
      const own = sessions.filter(({ visitorId }) => visitorId === id);
      const conversation = conversations.find(({ visitorId }) => visitorId === id) ?? null;
      const userId = own.find((session) => session.userId !== null)?.userId ?? null;
      return {
        id,
        userId,
        data: dataOf(userId, attempts),
        isHere: own.some(({ state }) => state === 'active'),
        conversation,
        lock: lockOf(userId, conversation),
      };
    })
    .filter(({ isHere, conversation }) => isHere || conversation)
    .sort((one, other) => Number(other.isHere) - Number(one.isHere));
}

/** @param {Visitor} visitor */
export function nameOf({ userId, data: { firstName, lastName } }) {
  return [firstName, lastName].filter(Boolean).join(' ') || userId || 'Anonymous visitor';
}

/** What the last token that was accepted said of them. @param {string | null} userId @param {Attempt[]} attempts */
function dataOf(userId, attempts) {
  if (userId === null) return {};
  return attempts.find((attempt) => attempt.accepted && attempt.userId === userId)?.verdict?.visitorData ?? {};
}

/** @param {string | null} userId @param {Conversation | null} conversation @returns {Lock} */
function lockOf(userId, conversation) {
  if (userId === null) return { isLocked: false, why: 'Not signed in. Nobody vouches for who this is.' };
  if (conversation && !conversation.secured) {
    return { isLocked: false, why: 'Signed in, but without the lock: the page also sets extId (idzCustomData.extID).' };
  }
  return { isLocked: true, why: "Signed in. The brand's backend vouches for this person." };
}
