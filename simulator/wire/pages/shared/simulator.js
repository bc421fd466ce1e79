/**
 * The simulator's control API, as its own pages use it.
 *
 * @import { Attempt, Clock, Conversation, Explanation, Fault, KeyReport, KnownVisitor, Mistake, MistakeInFull, Mode } from './shapes.js'
 * @import { NewSite, Scenario, ScenarioRun, Session, Site, SiteFields, Verdict } from './shapes.js'
 */

const LOGIN = '/login';

/** What the simulator said in place of an answer. */
export class Problem extends Error {
  /** @param {number} status @param {string} code @param {string} message @param {string | null} [field] that is to blame */
  constructor(status, code, message, field = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

/**
 * @param {string} method @param {string} path below /_simulator @param {object} [body]
 * @returns {Promise<any>} raises a Problem
 */
const call = (method, path, body) => ask(method, `/_simulator${path}`, body);

/** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} raises a Problem */
async function ask(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
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
  if (answer?.authentication) throw new Problem(response.status, answer.explanation?.code ?? 'refused', refusal(answer));
  const error = answer?.error ?? {};
  if (response.status === 401 && path !== `/_simulator${LOGIN}`) {
    const here = location.pathname + location.search + location.hash;
    location.assign(`/login?next=${encodeURIComponent(here)}`);
  }
  throw new Problem(response.status, error.code ?? 'http_error', error.message ?? `The simulator answered ${response.status}.`, error.field);
}

/** @param {{ authentication: { reason?: string }, explanation?: Verdict }} answer */
function refusal({ authentication, explanation }) {
  const failed = explanation?.checks.find(({ outcome }) => outcome === 'failed');
  return failed ? `Refused with ${failed.code}: ${failed.message}` : `Refused: ${authentication.reason}`;
}

/** @param {string} siteId */
const at = (siteId, rest = '') => `/sites/${encodeURIComponent(siteId)}${rest}`;

/** @param {string} [provider] */
const of = (provider) => (provider ? `?provider=${encodeURIComponent(provider)}` : '');

/** @returns {Promise<{ version: string }>} */
export const health = () => call('GET', '/health');

/** A cookie in place of the control token, where the server has one. @param {string} token */
export const logIn = (token) => call('POST', LOGIN, { token });

/** @returns {Promise<Site[]>} */
export const sites = async () => (await call('GET', '/sites')).sites;

/** The key to encrypt for on a site. @param {'pem' | 'der' | 'jwk'} form @param {string} siteId @returns {Promise<string>} */
export async function publicKey(form, siteId) {
  const key = await call('GET', `/key?format=${form}&site=${encodeURIComponent(siteId)}`);
  return typeof key === 'string' ? key.trim() : JSON.stringify(key, null, 2);
}

/** @param {string} [provider] iAdvize's unless said @returns {Promise<Mistake[]>} */
export const mistakes = async (provider) => (await call('GET', `/mistakes${of(provider)}`)).mistakes;

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

/** @param {string} siteId @param {string} token @returns {Promise<Explanation>} */
export const explain = (siteId, token) => call('POST', at(siteId, '/explanations'), { token });

/** What a text is that should be a public key. @param {string} key @returns {Promise<KeyReport>} */
export const keyReport = (key) => call('POST', '/keys', { key });

/** @param {string} siteId @param {number} limit @returns {Promise<{ total: number, attempts: Attempt[] }>} */
export const attempts = (siteId, limit) => call('GET', at(siteId, `/attempts?limit=${limit}`));

/**
 * Attempts without their verdicts.
 * @param {string} siteId @param {Record<string, string | number>} wanted limit, before, status, code, userId, activationId
 * @returns {Promise<{ total: number, attempts: Attempt[] }>}
 */
export const briefAttempts = (siteId, wanted) =>
  call('GET', at(siteId, `/attempts?${new URLSearchParams({ brief: 'true', ...wanted }).toString()}`));

/** In full; null where the journal does not hold it. @param {string} siteId @param {string} attemptId @returns {Promise<Attempt | null>} */
export const oneAttempt = async (siteId, attemptId) =>
  (await call('GET', at(siteId, `/attempts?id=${encodeURIComponent(attemptId)}`))).attempts[0] ?? null;

/** @param {string} siteId */
export const clearAttempts = (siteId) => call('DELETE', at(siteId, '/attempts'));

/** @param {string} siteId @param {number} [limit] @returns {Promise<{ total: number, sessions: Session[] }>} */
export const sessions = (siteId, limit = 200) => call('GET', at(siteId, `/sessions?limit=${limit}`));

/** @param {string} siteId @param {string} sessionId */
export const revoke = (siteId, sessionId) => call('DELETE', at(siteId, `/sessions/${encodeURIComponent(sessionId)}`));

/** As its tag would. @param {string} siteId @param {string} sessionId @param {string} token */
export const renew = (siteId, sessionId, token) =>
  ask('PUT', `/tag/sessions/${encodeURIComponent(sessionId)}`, {
    siteId,
    authenticationOption: { type: 'SECURED_AUTHENTICATION', token },
  });

/** @param {string} siteId @param {number} [limit] @returns {Promise<{ total: number, visitors: KnownVisitor[] }>} */
export const visitors = (siteId, limit = 200) => call('GET', at(siteId, `/visitors?limit=${limit}`));

/** @param {string} siteId @returns {Promise<Clock>} */
export const clock = (siteId) => call('GET', at(siteId, '/clock'));

/** @param {string} siteId @param {number} seconds @returns {Promise<Clock>} */
export const advanceClock = (siteId, seconds) => call('PUT', at(siteId, '/clock'), { advanceSeconds: seconds });

/** @param {string} siteId @param {number} frozenAt epoch seconds @returns {Promise<Clock>} */
export const freezeClock = (siteId, frozenAt) => call('PUT', at(siteId, '/clock'), { frozenAt });

/** @param {string} siteId @returns {Promise<Clock>} */
export const restoreClock = (siteId) => call('DELETE', at(siteId, '/clock'));

/** @param {string} siteId @returns {Promise<{ total: number, conversations: Conversation[] }>} */
export const conversations = (siteId) => call('GET', at(siteId, '/conversations'));

/** @param {string} siteId @param {string} conversationId @param {string} text @returns {Promise<{ conversation: Conversation }>} */
export const answer = (siteId, conversationId, text) =>
  call('POST', at(siteId, `/conversations/${encodeURIComponent(conversationId)}/messages`), { text });

/** @param {string} [provider] iAdvize's unless said @returns {Promise<Mode[]>} */
export const modes = async (provider) => (await call('GET', `/faults${of(provider)}`)).modes;

/** @param {string} siteId @returns {Promise<Fault[]>} */
export const faults = async (siteId) => (await call('GET', at(siteId, '/faults'))).faults;

/** @param {string} siteId @param {Partial<Fault> & { name: string }} fault @returns {Promise<Fault>} */
export const arm = (siteId, fault) => call('POST', at(siteId, '/faults'), fault);

/** @param {string} siteId @param {string} [name] all of them without one */
export const disarm = (siteId, name) => call('DELETE', at(siteId, name ? `/faults/${encodeURIComponent(name)}` : '/faults'));

/** @param {SiteFields} fields @returns {Promise<NewSite>} */
export const createSite = (fields) => call('POST', '/sites', fields);

/** @param {string} siteId @param {SiteFields} fields @returns {Promise<Site>} */
export const changeSite = (siteId, fields) => call('PUT', at(siteId), fields);

/** @param {string} siteId */
export const removeSite = (siteId) => call('DELETE', at(siteId));

/** @param {string} siteId */
export const resetSite = (siteId) => call('POST', at(siteId, '/reset'));

/**
 * A new key; what is private of it is told this once.
 * @param {string} siteId @param {{ key?: 'brand' | 'iadvize', overlapSeconds?: number }} [order]
 * @returns {Promise<{ thumbprint?: string, retiresAt?: number | null, brandPrivateKey?: string | null, secretKey?: string }>}
 */
export const rotate = (siteId, order = {}) => call('POST', at(siteId, '/rotations'), order);

/** @returns {Promise<Scenario[]>} */
export const scenarios = async () => (await call('GET', '/scenarios')).scenarios;

/** The one that runs on the site, or ran last. @param {string} siteId @returns {Promise<ScenarioRun | null>} */
export const scenarioRun = async (siteId) => (await call('GET', at(siteId, '/scenarios'))).scenarios[0] ?? null;

/** @param {string} siteId @param {string} name @returns {Promise<ScenarioRun>} */
export const startScenario = (siteId, name) => call('POST', at(siteId, '/scenarios'), { name });

/** @param {string} siteId */
export const stopScenario = (siteId) => call('DELETE', at(siteId, '/scenarios'));
