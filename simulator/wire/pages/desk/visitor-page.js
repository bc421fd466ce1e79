import { element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { nameOf } from '../shared/lock.js';
import { machineReadable, moment } from '../shared/time.js';

/**
 * @import { Conversation, Message } from '../shared/shapes.js'
 * @import { Visitor } from './visitors.js'
 */

const FIELDS = {
  displayName: 'Name',
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
  /** What is typed and not sent yet, by visitor. @type {Map<string, string>} */
  const drafts = new Map();
  const heading = element('h2', { tabindex: '-1' });
  const state = element('p', { class: 'quiet' });
  const log = element('ol', { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: '0' });
  const none = element('p', { class: 'empty' }, 'No conversation yet. It begins when the visitor writes in the chat.');
  const back = element('a', { class: 'back', href: '#' }, icon('back'), 'All visitors');
  const avatar = element('span', { class: 'avatar' });
  const closed = element('p', { class: 'empty' }, 'This conversation is closed. The next message of the visitor opens another.');
  const input = element('input', { class: 'field', id: 'answer', autocomplete: 'off', placeholder: 'Answer', 'aria-label': 'Answer' });
  const form = element('form', { class: 'answer', submit: send }, input, element('button', { class: 'button main' }, 'Send'));
  const lock = element('p', { class: 'lock' });
  const profile = element('dl', { class: 'evidence' });
  const node = element(
    'article',
    { class: 'visitor-page' },
    element('section', { class: 'talk', 'aria-label': 'Conversation' }, element('header', {}, back, avatar, heading, state), log, none, closed, form),
    element('section', { class: 'profile', 'aria-label': 'Profile' }, element('h3', {}, 'Profile'), lock, profile),
  );

  /** @param {Event} event */
  async function send(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text || !visitor?.conversation) return;
    const { visitorId, conversation } = visitor;
    input.value = '';
    if (!(await answer(conversation, text))) keep(visitorId, text);
  }

  /** What was not sent comes back, before what was typed meanwhile. @param {string} visitorId @param {string} text */
  function keep(visitorId, text) {
    const isShown = visitor?.visitorId === visitorId;
    const draft = [text, isShown ? input.value : drafts.get(visitorId)].filter(Boolean).join(' ');
    if (isShown) input.value = draft;
    else drafts.set(visitorId, draft);
  }

  /** @param {Visitor} next */
  function turnTo(next) {
    if (visitor) drafts.set(visitor.visitorId, input.value);
    input.value = drafts.get(next.visitorId) ?? '';
  }

  return {
    node,
    heading,
    /** @param {Visitor} next @param {string} all where all visitors are */
    show(next, all) {
      back.href = all;
      if (visitor?.visitorId !== next.visitorId) turnTo(next);
      visitor = next;
      const now = JSON.stringify(next);
      if (now === drawn) return;
      drawn = now;
      const { conversation, isHere, lock: how, userId, visitorData, extId, visitorId } = next;
      heading.textContent = nameOf(next);
      state.textContent = [isHere ? 'Here now' : 'Has left', conversation && `${conversation.channel}, ${conversation.state}`].filter(Boolean).join(' · ');
      fill(lock, icon(how.isLocked ? 'lock' : 'unlocked'), how.why);
      lock.dataset['locked'] = avatar.dataset['locked'] = String(how.isLocked);
      fill(avatar, icon('person'), how.isLocked && element('span', { class: 'badge' }, icon('lock')));
      fill(profile, ...row('User id', userId), ...Object.entries(FIELDS).flatMap(([name, label]) => row(label, visitorData[name])), ...row('extId', extId), ...row('Visitor id', visitorId));
      none.hidden = Boolean(conversation);
      log.hidden = !conversation;
      form.hidden = conversation?.state !== 'open';
      closed.hidden = conversation?.state !== 'closed';
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
