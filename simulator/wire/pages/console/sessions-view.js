import { element, fill } from '../shared/element.js';
import { soon } from '../shared/live.js';
import * as simulator from '../shared/simulator.js';
import { left, running } from '../shared/time.js';
import { attempt } from '../shared/watch.js';
import { hashOf } from './route.js';

/**
 * @import { Session, Site } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 */

const STATES = { active: 'active', expired: 'expired, renewable', revoked: 'revoked', closed: 'closed' };
const COLUMNS = ['Visitor', 'State', 'Expires', 'Session', ''];
const PAGE = 100;

/** A site's sessions with the time that they have left. @param {Site} site @param {string | null} item @param {Live} live */
export function sessionsView({ siteId, provider = 'iadvize' }, item, live) {
  let chosen = item;
  let limit = PAGE;
  let total = 0;
  /** @type {Session[]} */
  let sessions = [];
  /** @type {() => number} */
  let now = () => 0;
  /** @type {Map<HTMLElement, number>} */
  const countdowns = new Map();

  const count = element('span', { class: 'count' });
  const said = element('p', { class: 'unseen', role: 'status' });
  const body = element('tbody');
  const table = element(
    'table',
    { class: 'sessions', 'aria-labelledby': 'sessions-title', hidden: true },
    element('thead', {}, element('tr', {}, ...COLUMNS.map((name) => element('th', { scope: 'col' }, name || element('span', { class: 'unseen' }, 'Actions'))))),
    body,
  );
  const empty = element(
    'p',
    { class: 'empty', hidden: true },
    'No session yet. One opens with the first activation that succeeds: ',
    siteId === 'demo' ? element('a', { href: '/demo' }, 'sign in at the demo bank') : element('a', { href: hashOf(siteId, 'setup') }, 'put the tag into your page'),
    '. Its countdown, and buttons to renew and to revoke it, will stand here.',
  );
  const gone = element('p', { class: 'empty', hidden: true }, 'The session that the address names is not among these.');
  const older = element('button', { type: 'button', class: 'button older', hidden: true, click: more }, 'Show older');
  const node = element('div', { class: 'sessions-view' }, element('h2', { id: 'sessions-title' }, 'Sessions ', count), said, empty, gone, table, older);

  const look = () => attempt(load);
  const looking = soon(() => void look());
  const ends = [
    live.on('session', looking.ask),
    live.on('clock', looking.ask),
    live.on('reset', looking.ask),
    live.on('again', looking.ask),
    looking.end,
  ];
  const ticking = setInterval(tick, 1000);
  void live.ready.then(look);

  async function load() {
    const [page, clock] = await Promise.all([simulator.sessions(siteId, limit), simulator.clock(siteId)]);
    ({ total, sessions } = page);
    now = running(clock);
    if (chosen && !sessions.some(({ id }) => id === chosen) && limit < total) {
      limit = Math.min(total, 10_000);
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
    countdowns.clear();
    count.textContent = total ? total.toLocaleString('en') : '';
    empty.hidden = total > 0;
    table.hidden = total === 0;
    older.hidden = sessions.length >= total;
    gone.hidden = !chosen || total === 0 || sessions.some(({ id }) => id === chosen);
    const focused = document.activeElement?.getAttribute('data-action');
    fill(body, ...sessions.map(row));
    if (focused) /** @type {HTMLElement | null} */ (body.querySelector(`[data-action="${CSS.escape(focused)}"]`))?.focus();
    tick();
  }

  /** @param {Session} session */
  function row({ id, userId, visitorId, state, expiresAt }) {
    const rest = element('span');
    if (state === 'active' && expiresAt !== null) countdowns.set(rest, expiresAt);
    else rest.textContent = state === 'active' ? 'never' : '–';
    const isLive = state === 'active' || state === 'expired';
    return element(
      'tr',
      { id: `session-${id}`, 'aria-current': id === chosen ? 'true' : null },
      element('th', { scope: 'row' }, userId ?? 'anonymous', element('a', { class: 'visitor-id', href: hashOf(siteId, 'visitors', visitorId) }, `visitor ${visitorId.slice(0, 8)}`)),
      element('td', {}, element('span', { class: 'state', 'data-state': state }, STATES[state])),
      element('td', { class: 'number' }, rest),
      element('td', { class: 'session-id' }, element('a', { href: hashOf(siteId, 'sessions', id) }, element('code', {}, id))),
      element('td', { class: 'actions' }, isLive && userId !== null && provider === 'iadvize' && button('Renew', id, userId, renew), isLive && button('Revoke', id, userId, revoke)),
    );
  }

  /** @param {string} word @param {string} id @param {string | null} userId @param {(id: string, userId: string) => Promise<string>} action */
  function button(word, id, userId, action) {
    const made = element('button', { type: 'button', class: 'button', 'data-action': `${word} ${id}`, click: act }, word, element('span', { class: 'unseen' }, ` the session of ${userId ?? 'an anonymous visitor'}`));
    async function act() {
      made.disabled = true;
      const isDone = await attempt(async () => {
        said.textContent = await action(id, userId ?? '');
        await load();
      });
      if (!isDone) made.disabled = false;
    }
    return made;
  }

  /** @param {string} id */
  async function revoke(id) {
    await simulator.revoke(siteId, id);
    return 'Revoked. Its tag stops within ten seconds.';
  }

  /** With a token as the brand's backend would make it. @param {string} id @param {string} userId */
  async function renew(id, userId) {
    const { token } = await simulator.mint(siteId, { userId });
    await simulator.renew(siteId, id, token);
    return 'Renewed.';
  }

  function tick() {
    for (const [place, expiresAt] of countdowns) {
      const rest = expiresAt - now();
      place.textContent = left(rest);
      if (rest > 0) continue;
      countdowns.delete(place);
      looking.ask();
    }
  }

  return {
    node,
    /** @param {string | null} next */
    go(next) {
      chosen = next;
      void look();
    },
    end() {
      clearInterval(ticking);
      for (const end of ends) end();
    },
  };
}
