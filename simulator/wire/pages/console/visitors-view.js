import { element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { soon } from '../shared/live.js';
import { lockOf, nameOf } from '../shared/lock.js';
import * as simulator from '../shared/simulator.js';
import { machineReadable, moment } from '../shared/time.js';
import { attempt } from '../shared/watch.js';
import { hashOf } from './route.js';

/**
 * @import { Conversation, KnownVisitor, Site } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 */

const PAGE = 100;
const EMPTY = 'No visitor yet. One is remembered with the first activation that succeeds, signed in or not, and known again by the user id on every device.';

/** Who came to a site, and what they wrote. @param {Site} site @param {string | null} item @param {Live} live */
export function visitorsView({ siteId }, item, live) {
  let chosen = item;
  let limit = PAGE;
  let drawn = '';
  /** @type {{ total: number, visitors: KnownVisitor[] }} */
  let known = { total: 0, visitors: [] };
  /** @type {Conversation[]} */
  let conversations = [];

  const count = element('span', { class: 'count' });
  const empty = element('p', { class: 'empty', hidden: true }, EMPTY);
  const list = element('ul', { class: 'people', 'aria-labelledby': 'visitors-title' });
  const older = element('button', { type: 'button', class: 'button older', hidden: true, click: more }, 'Show older');
  const desk = element('a', { class: 'button', href: `/desk#/${encodeURIComponent(siteId)}` }, 'Answer at the advisor’s desk');
  const node = element('div', { class: 'visitors-view' }, element('div', { class: 'view-head' }, element('h2', { id: 'visitors-title' }, 'Visitors ', count), desk), empty, list, older);

  const look = () => attempt(load);
  const looking = soon(() => void look(), 200);
  const ends = [
    live.on('session', looking.ask),
    live.on('conversation', looking.ask),
    live.on('reset', looking.ask),
    live.on('again', looking.ask),
    looking.end,
  ];
  void live.ready.then(look);

  async function load() {
    const [visitors, talks] = await Promise.all([simulator.visitors(siteId, limit), simulator.conversations(siteId)]);
    known = visitors;
    ({ conversations } = talks);
    if (chosen && limit < known.total && !known.visitors.some(({ visitorId }) => visitorId === chosen)) {
      limit = Math.min(known.total, 10_000);
      await load();
      return;
    }
    draw();
  }

  async function more() {
    limit += PAGE;
    await look();
  }

  function draw() {
    const { total, visitors } = known;
    count.textContent = total ? total.toLocaleString('en') : '';
    empty.hidden = total > 0;
    desk.hidden = total === 0;
    older.hidden = visitors.length >= total;
    const state = JSON.stringify([known, conversations, chosen]);
    if (state === drawn) return;
    drawn = state;
    const open = new Set([...list.querySelectorAll('details[open]')].map((one) => one.getAttribute('data-id')));
    const focused = document.activeElement?.closest('[data-id]')?.getAttribute('data-id');
    fill(list, ...visitors.map((visitor) => row(visitor, open.has(visitor.visitorId))));
    if (focused) /** @type {HTMLElement | null} */ (list.querySelector(`[data-id="${CSS.escape(focused)}"] summary`))?.focus();
  }

  /** @param {KnownVisitor} visitor @param {boolean} wasOpen */
  function row(visitor, wasOpen) {
    const { visitorId, userId, session, visitorData, extId, createdAt, updatedAt } = visitor;
    const talks = conversations.filter((conversation) => conversation.visitorId === visitorId);
    const lock = lockOf(visitor, talks[0] ?? null);
    return element(
      'li',
      {},
      element(
        'details',
        { class: 'person', 'data-id': visitorId, open: wasOpen || visitorId === chosen, 'aria-current': visitorId === chosen ? 'true' : null },
        element(
          'summary',
          {},
          element('span', { class: 'person-lock', 'data-locked': lock.isLocked }, icon(lock.isLocked ? 'lock' : 'unlocked')),
          element('span', { class: 'person-name' }, nameOf(visitor), element('span', { class: 'unseen' }, lock.isLocked ? ' (secured)' : ' (not secured)')),
          element('span', { class: 'person-note' }, userId && nameOf(visitor) !== userId ? element('code', {}, userId) : null),
          element('span', { class: 'state person-state', 'data-state': session?.state ?? 'closed' }, session ? session.state : 'no session'),
          element('span', { class: 'person-talks' }, talksIn(talks)),
        ),
        element(
          'dl',
          { class: 'facts' },
          ...fact('lock', lock.why),
          ...fact('user id', userId ?? 'none: anonymous'),
          ...Object.entries(visitorData).flatMap(([name, value]) => fact(name, value)),
          ...(extId ? fact('extId', element('code', {}, extId)) : []),
          ...fact('visitor id', element('code', {}, visitorId)),
          ...(session ? fact('newest session', element('a', { href: hashOf(siteId, 'sessions', session.id) }, element('code', {}, session.id))) : []),
          ...fact('seen', element('time', { datetime: machineReadable(createdAt) }, moment(createdAt)), ' – ', element('time', { datetime: machineReadable(updatedAt) }, moment(updatedAt))),
        ),
        ...talks.map(talk),
      ),
    );
  }

  /** @param {Conversation} conversation */
  function talk({ id, state, channel, openedAt, messages }) {
    return element(
      'section',
      { class: 'talk-of', 'aria-label': `Conversation, ${state}` },
      element('p', { class: 'label' }, `${channel}, ${state}, since `, element('time', { datetime: machineReadable(openedAt) }, moment(openedAt)), ' · ', element('code', {}, id)),
      element('ol', { class: 'lines' }, ...messages.map(({ author, text, at }) => element('li', { 'data-author': author }, element('span', { class: 'line-author' }, author), element('span', { class: 'line-text' }, text), element('time', { datetime: machineReadable(at) }, moment(at))))),
    );
  }

  return {
    node,
    /** @param {string | null} next */
    go(next) {
      chosen = next;
      void look();
    },
    end() {
      for (const end of ends) end();
    },
  };
}

/** @param {Conversation[]} talks */
function talksIn(talks) {
  const messages = talks.reduce((sum, { messages: said }) => sum + said.length, 0);
  if (messages === 0) return '';
  return messages === 1 ? '1 message' : `${messages} messages`;
}

/** @param {string} label @param {...(Node | string)} value */
function fact(label, ...value) {
  return [element('dt', {}, label), element('dd', {}, ...value)];
}
