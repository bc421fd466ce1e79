import { behind, newest } from './new-messages.js';

/**
 * @import { Conversation } from './answers.js'
 * @import { CallBack } from './callbacks.js'
 * @import { PropertyStore } from './properties.js'
 */

/**
 * The visitor's conversation as the page hears of it: a property, its event and the callbacks.
 * @param {object} of
 * @param {PropertyStore} of.properties
 * @param {CallBack} of.callBack
 * @param {() => string} of.vuid
 * @param {(conversation: Conversation | null) => void} of.render
 */
export function createConversation({ properties, callBack, vuid, render }) {
  /** @type {Conversation | null} */
  let current = null;

  /** @param {Conversation | null} next */
  function take(next) {
    current = next;
    properties.put('conversation:id', isOpen(next) ? next.id : null);
    render(next);
  }

  return {
    /** What there was when the tag was activated: no news. */
    begin: take,
    /** @param {Conversation | null} seen the ongoing one */
    see(seen) {
      const before = current;
      // What has ended stays readable until something new begins.
      const next = seen ?? (before && { ...before, state: /** @type {const} */ ('closed') });
      if (isOutdated(next, before)) return;
      take(next);
      if (isOpen(before) && (!isOpen(next) || next.id !== before.id)) callBack('onChatEnded', chat(before, vuid()));
      if (isOpen(next) && !(isOpen(before) && next.id === before.id)) callBack('onChatStarted', chat(next, vuid()));
      for (const { author, text } of newMessages(next, before)) {
        if (author === 'advisor') callBack('onMessageReceived', { conversationId: next?.id, text });
      }
    },
  };
}

/** @param {Conversation | null} conversation @returns {conversation is Conversation} */
function isOpen(conversation) {
  return conversation?.state === 'open';
}

/**
 * An answer that was overtaken by a later one.
 * @param {Conversation | null} next @param {Conversation | null} before
 */
function isOutdated(next, before) {
  if (!next || next.id !== before?.id) return false;
  const known = newest(next);
  const missing = behind(before.messages, known).length;
  const isOlder = known ? missing > 0 && missing < before.messages.length : missing > 0;
  return isOlder || (isOpen(next) && !isOpen(before));
}

/** @param {Conversation | null} next @param {Conversation | null} before */
function newMessages(next, before) {
  return next ? behind(next.messages, next.id === before?.id ? newest(before) : undefined) : [];
}

/**
 * The vendor's `id` is an integer from before conversations had UUIDs; ours is made from the UUID.
 * @param {Conversation} conversation @param {string} vuid
 */
function chat({ id }, vuid) {
  return { id: parseInt(id.slice(0, 7), 16) || 1, conversationId: id, vuid };
}
