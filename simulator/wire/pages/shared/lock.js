/**
 * Whether an advisor sees the lock beside a visitor, and why not.
 *
 * @import { Conversation, KnownVisitor } from './shapes.js'
 *
 * @typedef {{ isLocked: boolean, why: string }} Lock
 */

/** @param {Pick<KnownVisitor, 'userId' | 'extId'>} visitor @param {Conversation | null} conversation the newest @returns {Lock} */
export function lockOf({ userId, extId }, conversation) {
  if (userId === null) return { isLocked: false, why: 'Not signed in. Nobody vouches for who this is.' };
  if (extId !== null) {
    return { isLocked: false, why: `Signed in, but without the lock: the page also sets extId (idzCustomData.extID = "${extId}").` };
  }
  if (conversation && !conversation.secured) {
    return { isLocked: false, why: 'Signed in, but without the lock: the conversation began where the page also set extId (idzCustomData.extID).' };
  }
  return { isLocked: true, why: "Signed in. The brand's backend vouches for this person." };
}

/** @param {Pick<KnownVisitor, 'userId' | 'visitorData'>} visitor */
export function nameOf({ userId, visitorData: { firstName, lastName, displayName } }) {
  return displayName || [firstName, lastName].filter(Boolean).join(' ') || userId || 'Anonymous visitor';
}
