import { element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { machineReadable, moment } from '../shared/time.js';
import { nameOf } from './visitors.js';

/**
 * @import { Conversation, Message } from '../shared/shapes.js'
 * @import { Visitor } from './visitors.js'
 */

const FIELDS = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phoneNumber: 'Phone',
  address: 'Address',
  zipCode: 'Zip code',
  city: 'City',
  country: 'Country',
};

/** One visitor: the conversation, and who it is. @param {(conversation: Conversation, text: string) => Promise<boolean>} answer */
export function createVisitorPage(answer) {
  /** @type {Visitor | null} */
  let visitor = null;
  let drawn = '';
  const heading = element('h2', { tabindex: '-1' });
  const state = element('p', { class: 'quiet' });
  const log = element('ol', { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: '0' });
  const none = element('p', { class: 'empty' }, 'No conversation yet. It begins when the visitor writes in the chat.');
  const input = element('input', { class: 'field', id: 'answer', autocomplete: 'off', placeholder: 'Answer', 'aria-label': 'Answer' });
  const form = element('form', { class: 'answer', submit: send }, input, element('button', { class: 'button main' }, 'Send'));
  const lock = element('p', { class: 'lock' });
  const profile = element('dl', { class: 'evidence' });
  const node = element(
    'article',
    { class: 'visitor-page' },
    element('section', { class: 'talk', 'aria-label': 'Conversation' }, element('header', {}, heading, state), log, none, form),
    element('section', { class: 'profile', 'aria-label': 'Profile' }, element('h3', {}, 'Profile'), lock, profile),
  );

  /** @param {Event} event */
  async function send(event) {
    event.preventDefault();
    const text = input.value.trim();
    const conversation = visitor?.conversation;
    if (!text || !conversation) return;
    if (await answer(conversation, text)) input.value = '';
  }

  return {
    node,
    heading,
    /** @param {Visitor} next */
    show(next) {
      const isOther = visitor?.id !== next.id;
      visitor = next;
      if (isOther) input.value = '';
      const now = JSON.stringify(next);
      if (now === drawn) return;
      drawn = now;
      const { conversation, isHere, lock: how, userId, data } = next;
      heading.textContent = nameOf(next);
      state.textContent = [isHere ? 'Here now' : 'Has left', conversation && `${conversation.channel}, ${conversation.state}`].filter(Boolean).join(' · ');
      fill(lock, icon(how.isLocked ? 'lock' : 'unlocked'), how.why);
      lock.dataset['locked'] = String(how.isLocked);
      fill(profile, ...row('User id', userId), ...Object.entries(FIELDS).flatMap(([name, label]) => row(label, data[name])), ...row('Visitor id', next.id));
      none.hidden = Boolean(conversation);
      log.hidden = !conversation;
      form.hidden = conversation?.state !== 'open';
      fill(log, ...(conversation?.messages ?? []).map(message));
      log.scrollTop = log.scrollHeight;
    },
  };
}

/** @param {Message} message */
function message({ author, text, at }) {
  return element(
    'li',
    { class: 'message', 'data-author': author },
    element('span', { class: 'unseen' }, author === 'advisor' ? 'You: ' : 'Visitor: '),
    element('p', {}, text),
    element('time', { datetime: machineReadable(at) }, moment(at)),
  );
}

/** @param {string} label @param {string | null | undefined} value */
function row(label, value) {
  return value ? [element('dt', {}, label), element('dd', {}, value)] : [];
}
