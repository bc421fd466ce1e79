/**
 * The simulator's control API, as its own pages use it.
 *
 * @import { Attempt, Clock, Conversation, Mistake, MistakeInFull, Session, Site, Verdict } from './shapes.js'
 */

const LOGIN = '/login';

/** What the simulator said in place of an answer. */
export class Problem extends Error {
  /** @param {number} status @param {string} code @param {string} message */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * @param {string} method @param {string} path below /_simulator @param {object} [body]
 * @returns {Promise<any>} raises a Problem
 */
async function call(method, path, body) {
  let response;
  try {
    response = await fetch(`/_simulator${path}`, {
      method,
      cache: 'no-store',
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  } catch {
    throw new Problem(0, 'no_answer', 'The simulator does not answer. Is it still running?');
  }
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer = isJson ? JSON.parse(text) : text;
  if (response.ok) return answer;
  const error = answer?.error ?? {};
  if (response.status === 401 && path !== LOGIN) {
    const here = location.pathname + location.search + location.hash;
    location.assign(`/login?next=${encodeURIComponent(here)}`);
  }
  throw new Problem(response.status, error.code ?? 'http_error', error.message ?? `The simulator answered ${response.status}.`);
}

/** @param {string} siteId */
const at = (siteId, rest = '') => `/sites/${encodeURIComponent(siteId)}${rest}`;

/** @returns {Promise<{ version: string }>} */
export const health = () => call('GET', '/health');

/** A cookie in place of the control token, where the server has one. @param {string} token */
export const logIn = (token) => call('POST', LOGIN, { token });

/** @returns {Promise<Site[]>} */
export const sites = async () => (await call('GET', '/sites')).sites;

/** @param {'pem' | 'der' | 'jwk'} form @returns {Promise<string>} */
export async function publicKey(form) {
  const key = await call('GET', `/key?format=${form}`);
  return typeof key === 'string' ? key.trim() : JSON.stringify(key, null, 2);
}

/** @returns {Promise<Mistake[]>} */
export const mistakes = async () => (await call('GET', '/mistakes')).mistakes;

/** @param {string} code @returns {Promise<MistakeInFull>} */
export const mistake = (code) => call('GET', `/mistakes/${encodeURIComponent(code)}`);

/**
 * @param {string} siteId
 * @param {{ userId: string, visitorData?: object, mistake?: string }} order
 * @returns {Promise<{ token: string, expects: string | null }>}
 */
export const mint = (siteId, order) => call('POST', at(siteId, '/tokens'), order);

/** @param {string} siteId @param {string} token @returns {Promise<Verdict>} */
export const verdict = (siteId, token) => call('POST', at(siteId, '/verdicts'), { token });

/** @param {string} siteId @param {number} limit @returns {Promise<{ total: number, attempts: Attempt[] }>} */
export const attempts = (siteId, limit) => call('GET', at(siteId, `/attempts?limit=${limit}`));

/** @param {string} siteId */
export const clearAttempts = (siteId) => call('DELETE', at(siteId, '/attempts'));

/** @param {string} siteId @param {number} [limit] @returns {Promise<{ total: number, sessions: Session[] }>} */
export const sessions = (siteId, limit = 200) => call('GET', at(siteId, `/sessions?limit=${limit}`));

/** @param {string} siteId @param {string} sessionId */
export const revoke = (siteId, sessionId) => call('DELETE', at(siteId, `/sessions/${encodeURIComponent(sessionId)}`));

/** @param {string} siteId @returns {Promise<Clock>} */
export const clock = (siteId) => call('GET', at(siteId, '/clock'));

/** @param {string} siteId @param {number} seconds @returns {Promise<Clock>} */
export const advanceClock = (siteId, seconds) => call('PUT', at(siteId, '/clock'), { advanceSeconds: seconds });

/** @param {string} siteId @returns {Promise<Clock>} */
export const restoreClock = (siteId) => call('DELETE', at(siteId, '/clock'));

/** @param {string} siteId @returns {Promise<{ total: number, conversations: Conversation[] }>} */
export const conversations = (siteId) => call('GET', at(siteId, '/conversations'));

/** @param {string} siteId @param {string} conversationId @param {string} text @returns {Promise<{ conversation: Conversation }>} */
export const answer = (siteId, conversationId, text) =>
  call('POST', at(siteId, `/conversations/${encodeURIComponent(conversationId)}/messages`), { text });
