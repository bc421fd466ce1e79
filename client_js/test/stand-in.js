// A little HTTP server that speaks the simulator's tag routes over real sockets; each test says what it answers.
import { createServer } from 'node:http';
import { NOT_SET_UP } from '../src/results.js';

/**
 * @typedef {{ method: string, path: string, body: any, countAttempt: () => number }} Call
 * @typedef {(response: import('node:http').ServerResponse, call: Call) => void} Answer
 * @typedef {import('../src/answers.js').Session} Session
 * @typedef {import('../src/answers.js').Conversation} Conversation
 */

/** @param {import('node:http').ServerResponse} response @param {number} status @param {unknown} [body] */
function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', ...CORS });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

/** As the simulator keeps them. */
export const MOST_MESSAGES = 500;
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers': 'content-type',
};

/** @param {number} status @param {unknown} [body] @returns {Answer} */
export const plainly = (status, body) => (response) => send(response, status, body);

/** @param {{ remaining?: number, delayMs?: number | undefined, explanation?: object, reason?: string }} [of] @returns {Answer} */
export function refusing({ remaining = 0, delayMs, explanation, reason = NOT_SET_UP } = {}) {
  return (response, { body, countAttempt }) =>
    send(response, 401, {
      authentication: { option: body.authenticationOption, status: 'authentication-failure', reason },
      retry: { attempt: countAttempt(), remaining, delayMs },
      explanation,
    });
}

/** Sends the head of an answer, then resets. @type {Answer} */
export const resetting = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{');
  setImmediate(() => response.socket?.resetAndDestroy());
};

/** Starts one; `stop` ends it. */
export async function startStandIn() {
  /** @type {Call[]} */
  const calls = [];
  /** @type {Answer[]} */
  const planned = [];
  /** @type {Map<string, Session>} */
  const sessions = new Map();
  /** @type {Conversation | null} */
  let conversation = null;
  /** @type {Set<import('node:http').ServerResponse>} */
  const streams = new Set();
  let count = 0;
  /** @type {((answer: () => void) => void) | null} */
  let holdPoll = null;
  /** Refusals alone: a failure mode answers before the simulator counts. @type {Record<string, number>} */
  const attempts = {};

  /** @type {Answer} */
  const accept = (response, { method, path, body }) => {
    count += 1;
    const isRenewal = method === 'PUT';
    const token = body.authenticationOption.token ?? null;
    const continued = [...sessions.values()].find(
      ({ identity, state, userId }) => identity === body.identity && state !== 'closed' && state !== 'revoked' && !userId === !token,
    );
    const before = isRenewal ? sessions.get(idIn(path)) : continued;
    if (isRenewal && before?.state !== 'expired' && before?.state !== 'active') return send(response, 409, { error: {} });
    const session = /** @type {Session} */ ({
      id: before?.id ?? `session-${count}`,
      identity: `identity-${count}`,
      visitorId: before?.visitorId ?? `visitor-${token ? 'of-user' : 'anonymous'}`,
      userId: token ? 'user' : null,
      expiresAt: token ? 1000 + count : null,
      state: 'active',
    });
    sessions.set(session.id, session);
    const authentication = { option: body.authenticationOption, status: 'authentication-success' };
    return send(response, 200, isRenewal ? { session } : { authentication, session, visitor: {}, conversation });
  };

  let said = 0;
  let logoutStatus = 204;

  /** @param {Call} call @param {import('node:http').ServerResponse} response */
  function answer(call, response) {
    const { method, path, body } = call;
    const [route] = path.split('?');
    if (method === 'OPTIONS') return send(response, 204);
    if (route === '/tag/activations' || method === 'PUT') return (planned.shift() ?? accept)(response, call);
    const session = sessions.get(idIn(path));
    if (!session) return send(response, 404, { error: { code: 'session_unknown', message: 'No such session.' } });
    if (route?.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream', ...CORS });
      response.write(`event: session\ndata: ${JSON.stringify({ session })}\n\n`);
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return undefined;
    }
    if (route?.endsWith('/messages')) {
      const messages = conversation?.messages ?? [];
      say('visitor', body.text, messages);
      return send(response, 201, { conversation });
    }
    if (route?.endsWith('/conversation')) {
      conversation = conversation && { ...conversation, state: 'closed' };
      return send(response, 204);
    }
    if (method === 'DELETE' && logoutStatus !== 204) return send(response, logoutStatus, { error: { message: 'Not now.' } });
    if (method === 'DELETE') {
      session.state = 'closed';
      return send(response, 204);
    }
    const state = structuredClone({ session, conversation });
    if (!holdPoll) return send(response, 200, state);
    holdPoll(() => send(response, 200, state));
    holdPoll = null;
    return undefined;
  }

  /** @param {'visitor' | 'advisor'} author @param {string} text @param {import('../src/answers.js').Message[]} messages */
  function say(author, text, messages) {
    const message = { id: `message-${(said += 1)}`, author, text, at: 0 };
    const id = conversation?.state === 'open' ? conversation.id : '0000abcd-0000-4000-8000-000000000001';
    conversation = { id, state: 'open', channel: 'chat', secured: true, messages: [...messages, message].slice(-MOST_MESSAGES) };
  }

  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = text ? JSON.parse(text) : undefined;
    const key = body?.activationId ?? request.url;
    const countAttempt = () => (attempts[key] = (attempts[key] ?? 0) + 1);
    const call = { method: request.method ?? '', path: request.url ?? '', body, countAttempt };
    calls.push(call);
    answer(call, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    sessions,
    streams,
    /** What is left of the sessions. */
    live: () => [...sessions.values()].filter(({ state }) => state === 'active' || state === 'expired'),
    /** @param {string} method @param {RegExp} path */
    count: (method, path) => calls.filter((call) => call.method === method && path.test(call.path)).length,
    /** The answers to the next activations and renewals; after them, each is accepted. @param {...Answer} answers */
    plan: (...answers) => void planned.push(...answers),
    accept,
    /** The next poll's answer is made when it comes, and leaves when the returned function is called. */
    delayPoll() {
      /** @type {(() => void) | null} */
      let release = null;
      holdPoll = (answer) => (release = answer);
      return { isHeld: () => release !== null, release: () => release?.() };
    },
    /** @param {Session['state']} state */
    change(state) {
      for (const session of sessions.values()) session.state = state;
      this.push('session', { session: [...sessions.values()].at(-1) });
    },
    /** As time does: only those that are active and have an end. */
    expire() {
      for (const session of sessions.values()) {
        if (session.state === 'active' && session.expiresAt !== null) session.state = 'expired';
      }
      this.push('session', {});
    },
    /** @param {string} event @param {object} data */
    push(event, data) {
      for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    /** @param {number} status */
    refuseLogout: (status) => void (logoutStatus = status),
    /** @param {string} text */
    advisorSays(text) {
      say('advisor', text, conversation?.messages ?? []);
      this.push('conversation', { conversation });
    },
    /** As the simulator does where none is ongoing. */
    forgetConversation() {
      conversation = null;
    },
    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @param {string} path */
function idIn(path) {
  return decodeURIComponent(path.split(/[/?]/)[3] ?? '');
}
