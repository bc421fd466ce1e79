import { createActivate } from './activate.js';
import { createBoundaries } from './boundaries.js';
import { createCallbacks } from './callbacks.js';
import { createChatbox } from './chatbox/chatbox.js';
import { warn } from './console.js';
import { createConversation } from './conversation.js';
import { createEvents } from './events.js';
import { eventNames, help } from './help.js';
import { conversationInAddress, extIdOf } from './page-address.js';
import { EDITABLE, INITIAL, createProperties } from './properties.js';
import { randomId } from './random-id.js';
import { acceptHostMessages, isSandboxed } from './sandbox.js';
import { createSessionLife } from './session-life.js';
import { createStorage } from './storage.js';
import { createTabs } from './tabs.js';
import { createWarnings } from './warnings.js';

/**
 * @import { IAdvize, TagConfig } from '../types/index.js'
 * @import { TagServer } from './server.js'
 * @import { Time } from './time.js'
 */

const TURN = 3_000;

/**
 * Puts one tag together: the only file that knows all the parts.
 * @param {object} of
 * @param {TagConfig} of.config
 * @param {TagServer} of.server
 * @param {Time} of.time
 * @param {(Window & typeof globalThis) | undefined} of.page what it may use of a page; none in a unit test
 * @param {(activationId: string) => string | null} [of.refusal] an offline script's word against a call
 * @param {boolean} [of.isWatched] whether there is somebody who reads tokens, and can end the session from outside
 */
export function createTagOf({ config, server, time, page, refusal = () => null, isWatched = true }) {
  const siteId = String(config.sid);
  const events = createEvents();
  const properties = createProperties(events);
  const callBack = createCallbacks(page);
  const warnings = createWarnings(time, isWatched);
  const boundaries = createBoundaries(events);

  const isAllowed = () => {
    const consent = properties.get('visitor:cookiesConsent');
    return config.useExplicitCookiesConsent ? consent === true : consent !== false;
  };
  const storage = createStorage({ sid: siteId, page, isAllowed });
  const tabs = createTabs({ sid: siteId, page, shared: storage.shared, time });
  const newDevice = randomId();
  const deviceId = () => storage.read()?.deviceId ?? newDevice;

  const chatbox = page?.document
    ? createChatbox({
        page,
        lang: config.lang,
        callBack,
        boundaries,
        async say(text) {
          const id = life.current?.session.id;
          const said = id ? await server.say(id, text) : null;
          if (!said) return false;
          conversation.see(said);
          callBack('onMessageSent', { conversationId: said.id, text });
          return true;
        },
        async close() {
          const id = life.current?.session.id;
          if (id) await server.closeConversation(id);
        },
      })
    : null;
  const conversation = createConversation({
    properties,
    callBack,
    vuid: () => life.current?.session.visitorId ?? '',
    render: (next) => chatbox?.render(next),
  });

  const life = createSessionLife({
    server,
    storage,
    tabs,
    time,
    page,
    deviceId,
    isWatched,
    warnings,
    show: {
      started(_session, secured, ongoing) {
        conversation.begin(ongoing);
        properties.put('tag:version', 'FULL');
        chatbox?.show(secured);
      },
      conversation: conversation.see,
      stopped() {
        conversation.begin(null);
        chatbox?.hide();
        properties.put('tag:version', 'LIGHT');
      },
    },
  });

  let linked = conversationInAddress(page?.location?.href);

  const activation = createActivate({
    refusal,
    warnings,
    time,
    isSecured: () => life.current?.secured ?? false,
    begin: life.begin,
    discard: server.logout,
    send(activationId, authenticationOption) {
      const identity = storage.read()?.jwtIdentity;
      const extId = extIdOf(page);
      if (extId) warnings.extId(extId);
      return server.activate({
        siteId,
        activationId,
        authenticationOption,
        deviceId: deviceId(),
        ...(identity ? { identity } : {}),
        ...(extId ? { extId: extId.slice(0, 50) } : {}),
        ...(linked ? { conversationId: linked.slice(0, 200) } : {}),
      });
    },
    takeTurn() {
      // Two tabs that open together would else open two sessions: the second waits for the identity of the first.
      const ready = (async () => {
        for (let waited = 0; waited < TURN && !(await tabs.hold('activation', TURN)); waited += 100) await time.wait(100);
      })();
      return { ready, done: () => tabs.release('activation') };
    },
  });

  // Else whoever reloads in the middle of an activation waits for a turn that nobody has any more.
  page?.addEventListener('pagehide', () => tabs.release('activation'));
  page?.addEventListener('storage', ({ key, newValue }) => {
    const isLogout = key === storage.key && newValue !== null && !newValue.includes('"jwtIdentity"');
    if (isLogout) void life.endedElsewhere();
  });

  /** @type {IAdvize} */
  const iAdvize = {
    activate: activation.activate,
    async logout() {
      warnings.loggedOut();
      const cancelled = activation.cancel();
      await Promise.all([life.logout(), cancelled]);
    },
    get(property) {
      // Own names only: what is inherited could not be cloned, and the boxed tag posts whatever this returns.
      if (Object.hasOwn(INITIAL, property)) return properties.get(property);
      warn(`get: there is no property ${String(property)}. help() lists them.`);
      return /** @type {any} */ (undefined);
    },
    set(property, value) {
      if (!EDITABLE.includes(property)) {
        warn(`set: ${String(property)} is no property that can be set. help() lists them.`);
        return;
      }
      if (value !== null && typeof value !== 'boolean') {
        warn(`set: ${property} takes true, false or null, not ${String(value)}.`);
        return;
      }
      properties.put(property, value);
      if (property === 'visitor:cookiesConsent') storage.consentChanged();
    },
    on(event, listener) {
      if (!eventNames().includes(event)) warn(`on: there is no event ${String(event)}. help() lists them.`);
      if (typeof listener === 'function') events.on(event, listener);
      else warn(`on: ${String(event)} got no function.`);
    },
    off: events.off,
    navigate(url) {
      linked = conversationInAddress(String(url), page?.location?.href) ?? linked;
    },
    recordTransaction(transaction) {
      if (transaction?.id === undefined || transaction.amount === undefined) {
        warn('recordTransaction takes {id, amount}. The simulator records none, it only checks the call.');
      }
    },
    help: () => help(Object.keys(iAdvize)),
  };
  if (isSandboxed(config)) acceptHostMessages(iAdvize);
  return { iAdvize, ready: warnings.ready };
}
