import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { boot } from '../chat-widget/boot.js';
import { hush, until } from './harness.js';

/** @type {import('node:http').Server[]} */
const servers = [];
beforeEach(() => void hush());
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections?.(), server.close();
  mock.timers.reset();
  mock.restoreAll();
});

/** A stand-in for the simulator: every request is kept, `answer` says what comes. */
async function standIn() {
  /** @type {{ method: string, url: string, body: any }[]} */
  const asked = [];
  const customer = { email: 'jane@example.com', displayName: 'Jane Doe' };
  const standing = { session: { id: 's-1', state: 'active' }, customer, ticket: /** @type {any} */ (null) };
  const state = { login: /** @type {[number, any]} */ ([200, standing]), standing: /** @type {[number, any]} */ ([200, standing]), say: 201 };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { method = '', url = '' } = request;
    const body = text ? JSON.parse(text) : undefined;
    asked.push({ method, url, body });
    const ticket = { id: 't-1', state: 'open', messages: [{ id: 'm-1', author: 'visitor', text: body?.text, at: 0 }] };
    /** @type {[number, any]} */
    let [status, answer] = [204, undefined];
    if (url.endsWith('/logins')) [status, answer] = state.login;
    else if (url.endsWith('/messages')) [status, answer] = [state.say, { ticket }];
    else if (method === 'GET') [status, answer] = state.standing;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : answer && JSON.stringify(answer));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await until(() => server.listening);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { base: `http://127.0.0.1:${port}/`, asked, state, standing };
}

/** @param {string} html @param {{ project?: string | null, older?: any, base?: string }} [of] */
async function page(html, { project = 'desk', older, base } = {}) {
  const simulator = await standIn();
  const window = /** @type {any} */ (new JSDOM(html, { url: 'http://shop.example/' }).window);
  if (older) window.spartezSupportChat = older;
  const before = window.document.querySelector('chat-widget');
  return {
    ...simulator,
    window,
    before,
    boot() {
      boot(window, base ?? simulator.base, project);
      return /** @type {import('../chat-widget/element.js').ChatWidget} */ (window.document.querySelector('chat-widget'));
    },
  };
}

const WIDGET = '<body><chat-widget></chat-widget></body>';
const find = (/** @type {any} */ widget, /** @type {string} */ selector) => widget.shadowRoot.querySelector(selector);
const said = (/** @type {any} */ widget) => [...widget.shadowRoot.querySelectorAll('.log p')].map((line) => line.textContent);
const loaded = (/** @type {any} */ widget) => new Promise((resolve) => (widget.onload = resolve));

test('onload that was set before the script came is called once', async () => {
  const { before, boot: start } = await page(WIDGET);
  const onload = mock.fn();
  before.onload = onload;
  start();
  await until(() => onload.mock.callCount() === 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(onload.mock.callCount(), 1);
});

test('onload that is set after the widget is ready is called too', async () => {
  const widget = (await page(WIDGET)).boot();
  await loaded(widget);
  await loaded(widget);
});

test('a page without the element gets one', async () => {
  assert.ok((await page('<body></body>')).boot().isConnected);
});

test('a login sends the project and the token, and shows the customer', async () => {
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await widget.loginWithToken('a.b.c');
  assert.deepEqual(simulator.asked[0], {
    method: 'POST',
    url: '/chat-widget/logins',
    body: { siteId: 'desk', token: 'a.b.c', sessionId: null },
  });
  assert.equal(find(widget, '.customer').textContent, 'Logged in as Jane Doe (jane@example.com)');
  assert.equal(find(widget, 'input').disabled, false);
});

test("the element's own project goes before the script's", async () => {
  const simulator = await page('<body><chat-widget project="billing"></chat-widget></body>');
  await simulator.boot().loginWithToken('a.b.c');
  assert.equal(simulator.asked[0]?.body.siteId, 'billing');
});

test('a widget that names no project throws and asks nobody', async () => {
  const simulator = await page(WIDGET, { project: null });
  await assert.rejects(simulator.boot().loginWithToken('a.b.c'), /names no project/);
  assert.equal(simulator.asked.length, 0);
});

test('a refusal is thrown with its message, and explained in the console', async () => {
  const said = hush();
  const simulator = await page(WIDGET);
  const check = { name: 'signature', outcome: 'failed', message: 'Not that key.', hint: 'Use the other one.' };
  simulator.state.login = [401, { message: 'Auto-login failed. Not that key.', explanation: { code: 'signature_mismatch', checks: [check] } }];
  const widget = simulator.boot();
  await assert.rejects(widget.loginWithToken('a.b.c'), { message: 'Auto-login failed. Not that key.' });
  assert.equal(find(widget, 'input').disabled, true);
  assert.match(said.map(({ text }) => text).join('\n'), /signature_mismatch[^]*Use the other one\./);
});

test('what is no text is sent as no token', async () => {
  const simulator = await page(WIDGET);
  await simulator.boot().loginWithToken(/** @type {any} */ (undefined));
  assert.equal(simulator.asked[0]?.body.token, null);
});

for (const [what, answer] of /** @type {[string, [number, any]][]} */ ([
  ['a server error', [500, 'Internal Server Error']],
  ['JSON that breaks off', [200, '{"session": {"id']],
  ['a proxy', [502, '<html>']],
])) {
  test(`${what} is thrown as an answer that cannot be read`, async () => {
    const simulator = await page(WIDGET);
    simulator.state.login = answer;
    await assert.rejects(simulator.boot().loginWithToken('a.b.c'), /no readable answer \(HTTP \d+\)/);
  });
}

test('a simulator that is not there is thrown with its address', async () => {
  const widget = (await page(WIDGET, { base: 'http://127.0.0.1:1/' })).boot();
  await assert.rejects(widget.loginWithToken('a.b.c'), /127\.0\.0\.1:1\/ could not be reached/);
});

test('a failed login leaves the one before in place, a further one replaces it', async () => {
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await widget.loginWithToken('first');
  simulator.state.login = [401, { message: 'no' }];
  await assert.rejects(widget.loginWithToken('second'));
  assert.match(find(widget, '.customer').textContent, /Jane/);
  simulator.state.login = [200, { ...simulator.standing, session: { id: 's-2', state: 'active' } }];
  await widget.loginWithToken('third');
  assert.equal(simulator.asked.at(-1)?.body.sessionId, 's-1');
});

test('logins and logouts wait for one another', async () => {
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await Promise.all([widget.loginWithToken('first'), widget.loginWithToken('second'), widget.logout()]);
  assert.deepEqual(
    simulator.asked.map(({ method, body }) => [method, body?.token]),
    [['POST', 'first'], ['POST', 'second'], ['DELETE', undefined]],
  );
});

test('logout ends the session, and nobody is shown any more', async () => {
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await widget.logout();
  await widget.loginWithToken('a.b.c');
  await widget.logout();
  assert.deepEqual(simulator.asked.map(({ method, url }) => `${method} ${url}`).at(-1), 'DELETE /chat-widget/sessions/s-1?siteId=desk');
  assert.match(find(widget, '.customer').textContent, /not logged in/);
  assert.equal(find(widget, 'input').disabled, true);
});

test('a hidden widget is shown by show', async () => {
  const widget = (await page('<body><chat-widget hidden></chat-widget></body>')).boot();
  assert.equal(widget.hidden, true);
  widget.show();
  assert.equal(widget.hidden, false);
});

test('what the customer writes is sent and shown, and what did not arrive stays', async () => {
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await widget.loginWithToken('a.b.c');
  const write = (/** @type {string} */ text) => {
    find(widget, 'input').value = text;
    find(widget, 'form').dispatchEvent(new simulator.window.Event('submit', { cancelable: true }));
  };
  write('  My printer is on fire ');
  await until(() => said(widget).length === 1);
  assert.deepEqual(said(widget), ['You: My printer is on fire']);
  assert.equal(find(widget, '.end').hidden, false);
  simulator.state.say = 500;
  write('Hello?');
  await until(() => find(widget, '.trouble').textContent);
  assert.equal(find(widget, 'input').value, 'Hello?');
});

test('a session that ended elsewhere is noticed, and the page hears of it', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  /** @type {string[]} */
  const heard = [];
  widget.addEventListener('logout', (event) => heard.push(/** @type {CustomEvent} */ (event).detail));
  await widget.loginWithToken('a.b.c');
  simulator.state.standing = [200, { ...simulator.standing, session: { id: 's-1', state: 'expired' } }];
  mock.timers.tick(3000);
  await until(() => heard.length === 1);
  assert.deepEqual(heard, ['expired']);
  assert.match(find(widget, '.customer').textContent, /has expired/);
});

test('a session that is gone is as one that was ended, a server that is away is not', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await widget.loginWithToken('a.b.c');
  simulator.state.standing = [500, 'away'];
  mock.timers.tick(3000);
  await until(() => simulator.asked.length === 2);
  simulator.state.standing = [404, { error: { code: 'session_not_found' } }];
  mock.timers.tick(3000);
  await until(() => /logged out/.test(find(widget, '.customer').textContent));
});

test("an agent's answer is shown, and counted while the panel is closed", async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  await widget.loginWithToken('a.b.c');
  const ticket = { id: 't-1', state: 'open', messages: [{ id: 'm', author: 'advisor', text: 'Unplug it.', at: 1 }] };
  simulator.state.standing = [200, { ...simulator.standing, ticket }];
  mock.timers.tick(3000);
  await until(() => find(widget, '.launcher').textContent === 'Help (1)');
  find(widget, '.launcher').click();
  assert.deepEqual(said(widget), ['Agent: Unplug it.']);
  assert.equal(find(widget, '.launcher').textContent, 'Close');
});

test('text from a token or an agent is never markup', async () => {
  const simulator = await page(WIDGET);
  const html = '<img src=x onerror=alert(1)>';
  const ticket = { id: 't', state: 'open', messages: [{ id: 'm', author: 'advisor', text: html, at: 1 }] };
  simulator.state.login = [200, { ...simulator.standing, customer: { email: null, displayName: html }, ticket }];
  const widget = simulator.boot();
  await widget.loginWithToken('a.b.c');
  assert.equal(/** @type {any} */ (widget).shadowRoot.querySelectorAll('img, style, script, [style]').length, 0);
  assert.match(find(widget, '.customer').textContent, /<img/);
});

test('the older API logs in and out, and is there when initCallback is called', async () => {
  /** @type {string[]} */
  const order = [];
  const older = {
    portal: 1,
    initCallback: async () => {
      await older.sso.login('a.b.c');
      await older.sso.logout();
      order.push('done');
    },
    sso: /** @type {any} */ (undefined),
  };
  const simulator = await page('<body></body>', { older });
  simulator.boot();
  await until(() => order.length === 1);
  assert.deepEqual(simulator.asked.map(({ method }) => method), ['POST', 'DELETE']);
});

test('the older API throws with a message, and an initCallback that throws stops nothing', async () => {
  const older = { project: 'old', initCallback: mock.fn(() => { throw new Error('mine'); }), sso: /** @type {any} */ (undefined) };
  const simulator = await page('<body></body>', { older, project: null });
  simulator.state.login = [401, { message: 'no' }];
  simulator.boot();
  assert.equal(older.initCallback.mock.callCount(), 1);
  await assert.rejects(older.sso.login('a.b.c'), { message: 'no' });
  assert.equal(simulator.asked[0]?.body.siteId, 'old');
});

test('a page without the older API gets it all the same', async () => {
  const simulator = await page('<body></body>');
  simulator.boot();
  await simulator.window.spartezSupportChat.sso.login('a.b.c');
  assert.equal(simulator.asked.length, 1);
});

test('a script that was loaded twice says so and changes nothing', async () => {
  const simulator = await page(WIDGET);
  const widget = simulator.boot();
  assert.equal(simulator.boot(), widget);
});

test('the button says what it does, and Escape closes the panel', async () => {
  const { window, boot: start } = await page(WIDGET);
  const widget = start();
  const launcher = find(widget, '.launcher');
  assert.equal(launcher.getAttribute('aria-expanded'), 'false');
  launcher.click();
  assert.equal(find(widget, '.panel').hidden, false);
  find(widget, '.panel').dispatchEvent(new window.KeyboardEvent('keydown', { key: 'Escape' }));
  assert.equal(find(widget, '.panel').hidden, true);
  assert.equal(launcher.getAttribute('aria-label'), 'Open the chat with the help desk');
});
