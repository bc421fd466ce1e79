/**
 * @import { Conversation, Message } from './answers.js'
 */

/**
 * The messages behind the one that was seen last. By its id, because a long conversation loses its oldest messages.
 * @param {Message[]} messages @param {string | undefined} seen
 */
export function behind(messages, seen) {
  return messages.slice(messages.findLastIndex(({ id }) => id === seen) + 1);
}

/** @param {Conversation | null} conversation the id of its last message */
export function newest(conversation) {
  return conversation?.messages.at(-1)?.id;
}
