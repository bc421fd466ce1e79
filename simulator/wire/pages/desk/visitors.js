import { lockOf } from '../shared/lock.js';

/**
 * @import { Conversation, KnownVisitor } from '../shared/shapes.js'
 * @import { Lock } from '../shared/lock.js'
 *
 * @typedef {KnownVisitor & Seen} Visitor as an advisor sees one
 *
 * @typedef {object} Seen
 * @property {boolean} isHere whether a session of theirs is active
 * @property {Conversation | null} conversation the newest
 * @property {Lock} lock
 */

/**
 * Whoever is here or has written; those who are here first, and of them those who wrote last.
 * @param {KnownVisitor[]} known @param {Conversation[]} conversations each the newest first
 * @returns {Visitor[]}
 */
export function visitorsOf(known, conversations) {
  return known
    .map((visitor) => {
      const conversation = conversations.find(({ visitorId }) => visitorId === visitor.visitorId) ?? null;
      return { ...visitor, conversation, isHere: visitor.session?.state === 'active', lock: lockOf(visitor, conversation) };
    })
    .filter(({ isHere, conversation }) => isHere || conversation)
    .sort((one, other) => Number(other.isHere) - Number(one.isHere) || spokeAt(other) - spokeAt(one));
}

/** Whether it is the advisor's turn. @param {Visitor} visitor */
export function waits({ conversation }) {
  return conversation?.state === 'open' && conversation.messages.at(-1)?.author === 'visitor';
}

/** @param {Visitor} visitor */
function spokeAt({ conversation }) {
  return conversation?.messages.at(-1)?.at ?? 0;
}
