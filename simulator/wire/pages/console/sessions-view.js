import { element, fill } from '../shared/element.js';
import { left, running } from '../shared/time.js';
import * as simulator from '../shared/simulator.js';
import { attempt, watch } from '../shared/watch.js';

/**
 * @import { Session, Site } from '../shared/shapes.js'
 */

const STATES = { active: 'active', expired: 'expired, renewable', revoked: 'revoked', closed: 'closed' };

/** A site's sessions with the time that they have left. @param {Site} site @param {string | null} item */
export function sessionsView({ siteId }, item) {
  let chosen = item;
  let seen = '';
  /** @type {() => number} */
  let now = () => 0;
  /** @type {Map<HTMLElement, number>} */
  const countdowns = new Map();

  const count = element('span', { class: 'count' });
  const body = element('tbody');
  const table = element(
    'table',
    { class: 'sessions', 'aria-labelledby': 'sessions-title' },
    element('thead', {}, element('tr', {}, ...['Visitor', 'State', 'Expires', 'Session', ''].map((name) => element('th', { scope: 'col' }, name || element('span', { class: 'unseen' }, 'Action'))))),
    body,
  );
  const empty = element('p', { class: 'empty' }, 'No session yet. One opens with the first activation that succeeds; its countdown and a button to revoke it will stand here.');
  const node = element('div', { class: 'sessions-view' }, element('h2', { id: 'sessions-title' }, 'Sessions ', count), empty, table);

  const watching = watch(async () => {
    const [{ total, sessions }, clock] = await Promise.all([simulator.sessions(siteId), simulator.clock(siteId)]);
    now = running(clock);
    count.textContent = total ? String(total) : '';
    empty.hidden = total > 0;
    table.hidden = total === 0;
    const state = JSON.stringify([sessions, chosen]);
    if (state !== seen) {
      seen = state;
      draw(sessions);
    }
    tick();
  });
  const ticking = setInterval(tick, 1000);

  /** @param {Session[]} sessions */
  function draw(sessions) {
    countdowns.clear();
    const focused = document.activeElement?.getAttribute('data-session');
    fill(body, ...sessions.map(row));
    if (focused) body.querySelector(`[data-session="${CSS.escape(focused)}"]`)?.dispatchEvent(new Event('refocus'));
  }

  /** @param {Session} session */
  function row({ id, userId, visitorId, state, expiresAt }) {
    const rest = element('span');
    if (state === 'active' && expiresAt !== null) countdowns.set(rest, expiresAt);
    else rest.textContent = state === 'active' ? 'never' : '–';
    const isLive = state === 'active' || state === 'expired';
    return element(
      'tr',
      { 'aria-current': id === chosen ? 'true' : null },
      element('th', { scope: 'row' }, userId ?? 'anonymous', element('span', { class: 'visitor-id' }, `visitor ${visitorId}`)),
      element('td', {}, element('span', { class: 'state', 'data-state': state }, STATES[state])),
      element('td', { class: 'number' }, rest),
      element('td', { class: 'session-id' }, element('code', {}, id)),
      element('td', {}, isLive && revokeButton(id, userId)),
    );
  }

  /** @param {string} id @param {string | null} userId */
  function revokeButton(id, userId) {
    const button = element('button', { type: 'button', class: 'button', 'data-session': id, click: revoke, refocus: () => button.focus() }, 'Revoke', element('span', { class: 'unseen' }, ` the session of ${userId ?? 'an anonymous visitor'}`));
    async function revoke() {
      button.disabled = true;
      await attempt(() => simulator.revoke(siteId, id));
      await watching.now();
    }
    return button;
  }

  function tick() {
    for (const [place, expiresAt] of countdowns) place.textContent = left(expiresAt - now());
  }

  return {
    node,
    /** @param {string | null} next */
    go(next) {
      chosen = next;
      void watching.now();
    },
    end() {
      watching.end();
      clearInterval(ticking);
    },
  };
}
