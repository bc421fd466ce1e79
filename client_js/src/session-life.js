import { error, info } from './console.js';
import { tryWithRetries } from './retries.js';
import { LEASE, watchSession } from './session-watch.js';

/**
 * @import { AuthenticationProvider } from '../types/index.js'
 * @import { Accepted, Conversation, Session } from './answers.js'
 * @import { TagServer } from './server.js'
 * @import { VisitorStorage } from './storage.js'
 * @import { Tabs } from './tabs.js'
 * @import { Time } from './time.js'
 * @import { createWarnings } from './warnings.js'
 *
 * @typedef {object} Live
 * @property {Session} session
 * @property {AuthenticationProvider} provider
 * @property {boolean} secured
 * @property {boolean} isRenewing
 * @property {number} renewals
 * @property {() => void} unwatch
 *
 * @typedef {object} Show what the page and the visitor see of it
 * @property {(session: Session, secured: boolean, conversation: Conversation | null) => void} started
 * @property {(conversation: Conversation | null) => void} conversation
 * @property {() => void} stopped
 */

/**
 * The one session that this tab has, from its activation to its end.
 *
 *     none ──begin──▶ active ──expired──▶ renewing ──accepted──▶ active
 *                       │                     │
 *                       └──logout, revoked, gone, refused──▶ none
 *
 * @param {object} of
 * @param {TagServer} of.server
 * @param {VisitorStorage} of.storage
 * @param {Tabs} of.tabs
 * @param {Time} of.time
 * @param {(Window & typeof globalThis) | undefined} of.page
 * @param {() => string} of.deviceId
 * @param {Show} of.show
 * @param {ReturnType<typeof createWarnings>} of.warnings
 * @param {boolean} of.isWatched
 */
export function createSessionLife({ server, storage, tabs, time, page, deviceId, show, warnings, isWatched }) {
  /** @type {Live | null} */
  let live = null;

  /** @param {Live} of @param {Session} session */
  function keep(of, session) {
    of.session = session;
    storage.write({ vuid: session.visitorId, deviceId: deviceId(), jwtIdentity: session.identity });
  }

  /** @param {string} why */
  function stop(why) {
    const ended = end();
    if (!ended) return null;
    // Not the identity of whoever has signed in since, in another tab.
    storage.forgetIdentity(({ jwtIdentity }) => jwtIdentity === ended.identity);
    info(`${why} The tag stops until the next activate().`);
    return ended;
  }

  function end() {
    const ended = live;
    if (!ended) return null;
    live = null;
    ended.unwatch();
    show.stopped();
    return ended.session;
  }

  async function look() {
    const of = live;
    if (!of) return;
    const { renewals } = of;
    const seen = await server.session(of.session.id);
    // An answer from before a renewal would make it renew again.
    if (live !== of || of.renewals !== renewals || !seen) return;
    if (seen === 'gone') {
      stop('The server knows the session no more.');
      return;
    }
    of.session = seen.session;
    show.conversation(seen.conversation);
    if (seen.session.state === 'expired') void renew(of);
    else if (seen.session.state !== 'active') stop(`The session was ${seen.session.state} elsewhere.`);
  }

  /** @param {Live} of */
  async function renew(of) {
    if (of.isRenewing) return;
    of.isRenewing = true;
    try {
      const { id } = of.session;
      const isOver = () => live !== of || of.session.state !== 'expired';
      // The tab that holds the lease renews for all; the others see it when they look next.
      if (!(await tabs.hold(id, LEASE)) || isOver()) return;
      const { accepted, reason } = await tryWithRetries({
        provider: of.provider,
        send: (option) => server.renew(id, option),
        isCancelled: isOver,
        onOption: () => {},
        what: 'Renewal',
        warnings,
        time,
      });
      if (live !== of) return;
      if (accepted) {
        of.renewals += 1;
        keep(of, accepted.session);
        tabs.tell({ id });
      } else if (of.session.state === 'expired') {
        error(`The session could not be renewed: ${reason}.`);
        stop('The session has expired.');
        await server.logout(id);
      }
    } finally {
      of.isRenewing = false;
    }
  }

  return {
    get current() {
      return live;
    },
    /** @param {Accepted} accepted @param {AuthenticationProvider} provider @param {boolean} secured */
    begin({ session, conversation }, provider, secured) {
      const before = live;
      before?.unwatch();
      const begun = { session, provider, secured, isRenewing: false, renewals: 0, unwatch: () => {} };
      live = begun;
      keep(begun, session);
      show.started(session, secured, conversation);
      if (isWatched) {
        const { id } = session;
        begun.unwatch = watchSession({
          id,
          url: server.eventsUrl(id),
          look,
          onConversation: show.conversation,
          page,
          tabs,
          time,
        });
      }
      // An anonymous session that a secured one follows: one tab, one session.
      if (before && before.session.id !== session.id) void server.logout(before.session.id);
    },
    /** Ends it here and on the server; without one, that which another page has left open: a /logout page activates nobody. */
    async logout() {
      const ended = end();
      const id = ended ? ended.id : sessionIn(storage.read()?.jwtIdentity);
      storage.forgetIdentity(({ vuid }) => !ended || vuid === ended.visitorId);
      if (id) await server.logout(id);
    },
    /** Another tab has logged out: its session was this one, or one of the same visitor. */
    async endedElsewhere() {
      const ended = stop('Another tab has logged out.');
      if (ended) await server.logout(ended.id);
    },
  };
}

/**
 * The session that an identity speaks of: it is a JWS that the simulator has made.
 * @param {string | undefined} identity @returns {string | null}
 */
function sessionIn(identity) {
  try {
    const { sid } = JSON.parse(atob((identity?.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
    return typeof sid === 'string' ? sid : null;
  } catch {
    return null;
  }
}
