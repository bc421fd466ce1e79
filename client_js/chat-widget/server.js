/**
 * @typedef {{ id: string, author: 'visitor' | 'advisor', text: string, at: number }} Message
 * @typedef {{ id: string, state: 'open' | 'closed', messages: Message[] }} Ticket
 * @typedef {{ id: string, state: 'active' | 'expired' | 'revoked' | 'closed' }} Session
 * @typedef {{ email: string | null, displayName: string | null }} Customer
 * @typedef {{ session: Session, customer: Customer, ticket: Ticket | null }} Standing
 * @typedef {{ code: string | null, checks: { outcome: string, name: string, message: string, hint: string | null }[] }} Verdict
 */

// A failure mode may hold an answer back for 60 s.
const PATIENCE = 65_000;
const POLL_PATIENCE = 4_000;
const FAILED = 'Auto-login failed';

/** A login that was refused: `message` says why, `explanation` is the simulator's verdict where it may be told. */
export class LoginError extends Error {
  /** @param {string} message @param {Verdict} [explanation] */
  constructor(message, explanation) {
    super(message);
    this.name = 'LoginError';
    this.explanation = explanation;
  }
}

/**
 * The simulator, over HTTP.
 * @param {string} base its address, ending in a slash @param {string} siteId the project
 */
export function chatServer(base, siteId) {
  const site = `?siteId=${encodeURIComponent(siteId)}`;
  /** @param {string} id */
  const at = (id, rest = '') => `${base}chat-widget/sessions/${encodeURIComponent(id)}${rest}`;

  /**
   * @param {string} method @param {string} url @param {object} [body] @param {number} [patience]
   * @returns {Promise<{ status: number, body: any }>} status 0: no answer, and body says why
   */
  async function call(method, url, body, patience = PATIENCE) {
    try {
      const response = await fetch(url, {
        method,
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(patience),
        // A page that logs out often navigates away in the same breath.
        keepalive: method === 'DELETE',
        ...(body ? { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch (reason) {
      return { status: 0, body: reason };
    }
  }

  return {
    /**
     * @param {string | null} token @param {string | null} sessionId the session until now
     * @returns {Promise<Standing>}
     */
    async login(token, sessionId) {
      const { status, body } = await call('POST', `${base}chat-widget/logins`, { siteId, token, sessionId });
      if (status === 200 && body?.session) return body;
      if (status === 401 && body?.message) throw new LoginError(body.message, body.explanation);
      if (status === 0) throw new LoginError(`${FAILED}: the simulator at ${base} could not be reached (${body})`);
      const why = body?.error?.message ? `: ${body.error.message}` : '';
      throw new LoginError(`${FAILED}: there was no readable answer (HTTP ${status}${why})`);
    },
    /** @param {string} id */
    async logout(id) {
      await call('DELETE', at(id, site));
    },
    /** @param {string} id @returns {Promise<Standing | 'gone' | null>} null: no readable answer */
    async standing(id) {
      const { status, body } = await call('GET', at(id, site), undefined, POLL_PATIENCE);
      if (status === 200 && body?.session) return body;
      return status === 404 && body?.error ? 'gone' : null;
    },
    /** @param {string} id @param {string} text @returns {Promise<Ticket | null>} null: it did not arrive */
    async say(id, text) {
      const { status, body } = await call('POST', at(id, '/messages'), { siteId, text });
      return status === 201 ? (body?.ticket ?? null) : null;
    },
    /** @param {string} id @returns {Promise<boolean>} */
    async closeTicket(id) {
      return (await call('DELETE', at(id, `/ticket${site}`))).status === 204;
    },
  };
}
