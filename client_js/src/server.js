import { readAnswer, whyNot } from './answers.js';
import { warn } from './console.js';

/**
 * @import { AuthenticationOption } from '../types/index.js'
 * @import { Answer, Conversation, Seen } from './answers.js'
 * @import { Time } from './time.js'
 */

// A failure mode may hold an answer back for 60 s. Giving up sooner would leave behind a session that nobody has.
const PATIENCE = 65_000;
// Nobody wants to wait longer to be signed out.
const LOGOUT_PATIENCE = 10_000;
// A poll that hangs must not use up the 10 s in which the end of a session has to be learnt.
const POLL_PATIENCE = 4_000;
/** @param {string} base */
const UNREACHED = (base) => `Is the simulator running at ${base}, and does the page's connect-src allow it?`;

/**
 * @typedef {object} ActivationRequest
 * @property {string} siteId
 * @property {string} activationId
 * @property {AuthenticationOption} authenticationOption
 * @property {string} [identity]
 * @property {string} [deviceId]
 * @property {string} [extId]
 * @property {string} [conversationId]
 *
 * @typedef {object} TagServer
 * @property {(request: ActivationRequest) => Promise<Answer>} activate
 * @property {(id: string, option: AuthenticationOption) => Promise<Answer>} renew
 * @property {(id: string) => Promise<Seen | 'gone' | null>} session null: no readable answer
 * @property {(id: string) => Promise<void>} logout
 * @property {(id: string, text: string) => Promise<Conversation | null>} say null: it did not arrive
 * @property {(id: string) => Promise<void>} closeConversation
 * @property {(id: string) => string} eventsUrl
 */

/**
 * The simulator, over HTTP.
 * @param {string} base its address, ending in a slash @param {string} siteId @param {Time} time
 * @returns {TagServer}
 */
export function httpServer(base, siteId, time) {
  const site = `siteId=${encodeURIComponent(siteId)}`;
  /** @param {string} id */
  const at = (id, rest = '') => `${base}tag/sessions/${encodeURIComponent(id)}${rest}`;

  /**
   * @param {string} method @param {string} url @param {object} [body] @param {number} [patience]
   * @returns {Promise<{ status: number, body: any }>} status 0: no answer, and body says why
   */
  async function call(method, url, body, patience = PATIENCE) {
    const limit = new AbortController();
    const cancel = time.later(patience, () => limit.abort());
    try {
      const response = await fetch(url, {
        method,
        credentials: 'omit',
        cache: 'no-store',
        signal: limit.signal,
        // A page that logs out often navigates away in the same breath.
        keepalive: method === 'DELETE',
        ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      return { status: response.status, body: parsed(text) };
    } catch (reason) {
      const message = limit.signal.aborted ? `none within ${patience / 1000} s from ${base}` : `${reason}. ${UNREACHED(base)}`;
      return { status: 0, body: { error: { message } } };
    } finally {
      cancel();
    }
  }

  return {
    async activate(request) {
      const { status, body } = await call('POST', `${base}tag/activations`, request);
      return readAnswer(status, body);
    },
    async renew(id, authenticationOption) {
      const { status, body } = await call('PUT', at(id), { siteId, authenticationOption });
      return readAnswer(status, body);
    },
    async session(id) {
      const { status, body } = await call('GET', at(id, `?${site}`), undefined, POLL_PATIENCE);
      if (status === 200 && body?.session) return { session: body.session, conversation: body.conversation ?? null };
      return status === 404 && body?.error ? 'gone' : null;
    },
    async logout(id) {
      const { status, body } = await call('DELETE', at(id, `?${site}`), undefined, LOGOUT_PATIENCE);
      if (status === 204 || status === 404) return;
      warn(`The session is forgotten here, but the server did not confirm its end (${whyNot(status, body)}).`);
    },
    async say(id, text) {
      const { status, body } = await call('POST', at(id, '/messages'), { siteId, text });
      if (status === 201 && body?.conversation) return body.conversation;
      warn(`The visitor's message did not arrive (${whyNot(status, body)}).`);
      return null;
    },
    async closeConversation(id) {
      await call('DELETE', at(id, `/conversation?${site}`));
    },
    eventsUrl: (id) => at(id, `/events?${site}`),
  };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
