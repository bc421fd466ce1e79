import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { room } from '../src/sandbox.js';
import { MOST_MESSAGES } from './stand-in.js';
import { hush, provider, tagOn, until, useStandIn } from './harness.js';

const stand = useStandIn();
const POLL = 3000;
beforeEach(() => hush());

/** @param {{ type?: string, config?: object, html?: string }} [of] */
async function chatting({ type, config, html = '<body></body>' } = {}) {
  const standIn = await stand();
  const { window } = new JSDOM(html, { url: 'http://shop.example/' });
  const page = /** @type {any} */ (window);
  /** @type {Array<[string, unknown]>} */
  const called = [];
  page.iAdvizeCallbacks = new Proxy({}, { get: (_, name) => (/** @type {unknown} */ context) => called.push([String(name), context]) });
  const tag = tagOn(standIn, { page, ...(config ? { config } : {}) });
  /** @type {unknown[]} */
  const boundaries = [];
  tag.iAdvize.on('app:boundariesChange', (value) => boundaries.push(structuredClone(value)));
  await tag.iAdvize.activate(provider(type));
  const root = () => page.document.getElementById('iadvize-simulator-chatbox')?.shadowRoot;
  const find = (/** @type {string} */ selector) => root()?.querySelector(selector);
  const texts = () => [...root().querySelectorAll('.log p')].map((item) => item.textContent);
  const write = (/** @type {string} */ text) => {
    find('input').value = text;
    find('form').dispatchEvent(new page.Event('submit', { cancelable: true }));
  };
  return { ...tag, standIn, page, called, boundaries, root, find, texts, write };
}

test('there is no chatbox before the activation, one after it, and none after logout', async () => {
  const { iAdvize, root } = await chatting();
  assert.ok(root());
  await iAdvize.logout();
  assert.equal(root(), undefined);
});

test('the banner is there once signed in, and not for an anonymous visitor', async () => {
  assert.match((await chatting()).find('.banner').textContent, /signed in/);
  assert.equal((await chatting({ type: 'ANONYMOUS' })).find('.banner'), null);
});

test('an anonymous visitor who signs in keeps the chatbox open and gets the banner', async () => {
  const { iAdvize, find, page } = await chatting({ type: 'ANONYMOUS' });
  find('.launcher').click();
  await iAdvize.activate(provider());
  assert.equal(find('.panel').hidden, false);
  assert.ok(find('.banner'));
  assert.equal(page.document.querySelectorAll('#iadvize-simulator-chatbox').length, 1);
});

test('the button says what it does, opens the panel and moves the focus there; Escape brings it back', async () => {
  const { find, root, page } = await chatting();
  const launcher = find('.launcher');
  assert.equal(launcher.getAttribute('aria-expanded'), 'false');
  assert.equal(launcher.getAttribute('aria-label'), 'Open the chat');
  launcher.click();
  assert.equal(find('.panel').hidden, false);
  assert.equal(launcher.getAttribute('aria-expanded'), 'true');
  assert.equal(root().activeElement, find('input'));
  find('.panel').dispatchEvent(new page.KeyboardEvent('keydown', { key: 'Escape' }));
  assert.equal(find('.panel').hidden, true);
  assert.equal(root().activeElement, launcher);
});

test('nothing in it needs an inline style or an inline script', async () => {
  const { root } = await chatting();
  assert.equal(root().querySelectorAll('[style], style, script').length, 0);
  assert.doesNotMatch(root().innerHTML, / on\w+=/);
});

test('a message that the visitor writes arrives, is shown, and starts a conversation', async () => {
  const { iAdvize, standIn, write, texts, called } = await chatting();
  /** @type {unknown[]} */
  const heard = [];
  iAdvize.on('conversation:idChange', (value) => heard.push(value));
  write('  Is my parcel there?  ');
  await until(() => texts().length === 1);
  assert.deepEqual(texts(), ['You: Is my parcel there?']);
  assert.equal(standIn.count('POST', /^\/tag\/sessions\/session-1\/messages$/), 1);
  const conversationId = '0000abcd-0000-4000-8000-000000000001';
  assert.deepEqual(heard, [conversationId]);
  assert.equal(iAdvize.get('conversation:id'), conversationId);
  await until(() => called.length === 3);
  assert.deepEqual(called, [
    ['onChatButtonDisplayed', undefined],
    ['onChatStarted', { id: 0xabc, conversationId, vuid: 'visitor-of-user' }],
    ['onMessageSent', { conversationId, text: 'Is my parcel there?' }],
  ]);
});

test('an advisor’s answer is shown and told', async () => {
  const { standIn, write, texts, called, time } = await chatting();
  write('Hello');
  await until(() => texts().length === 1);
  standIn.advisorSays('<b>Good morning</b>');
  await until(() => (time.pass(POLL), texts().length === 2));
  assert.equal(texts()[1], 'Advisor: <b>Good morning</b>');
  assert.deepEqual(called.filter(([name]) => name === 'onMessageReceived').map(([, context]) => /** @type {any} */ (context).text), ['<b>Good morning</b>']);
});

test('an answer that was overtaken by a message takes it away from nobody', async () => {
  const { standIn, write, texts, time } = await chatting();
  write('One');
  await until(() => texts().length === 1);
  const poll = standIn.delayPoll();
  await until(() => (time.pass(POLL), poll.isHeld()));
  write('Two');
  await until(() => texts().length === 2);
  poll.release();
  const polls = standIn.count('GET', /./);
  await until(() => (time.pass(POLL), standIn.count('GET', /./) > polls + 1));
  assert.deepEqual(texts(), ['You: One', 'You: Two']);
});

test('what was said stays readable when the conversation has ended', async () => {
  const { iAdvize, standIn, write, texts, time } = await chatting();
  write('Hello');
  await until(() => texts().length === 1);
  standIn.forgetConversation();
  await until(() => (time.pass(POLL), iAdvize.get('conversation:id') === null));
  assert.deepEqual(texts(), ['You: Hello']);
});

test('a conversation that has lost its oldest messages still shows and tells each new one, once', async () => {
  const { standIn, write, texts, called, time } = await chatting();
  write('First');
  await until(() => texts().length === 1);
  for (let number = 2; number <= MOST_MESSAGES; number += 1) standIn.advisorSays(`${number}`);
  await until(() => (time.pass(POLL), texts().length === MOST_MESSAGES));
  const received = () => called.filter(([name]) => name === 'onMessageReceived').length;
  const before = received();
  for (const text of ['one more', 'and another']) {
    standIn.advisorSays(text);
    await until(() => (time.pass(POLL), texts().at(-1) === `Advisor: ${text}`));
  }
  write('I see');
  await until(() => texts().at(-1) === 'You: I see');
  assert.equal(texts().length, MOST_MESSAGES);
  assert.equal(texts()[0], 'Advisor: 4');
  assert.equal(received() - before, 2);
});

test('the reduced chatbox counts what is unread', async () => {
  const { standIn, find, time } = await chatting();
  standIn.advisorSays('Hello?');
  await until(() => (time.pass(POLL), find('.launcher').getAttribute('aria-label') === 'Open the chat, 1 new'));
  find('.launcher').click();
  find('.launcher').click();
  assert.equal(find('.launcher').getAttribute('aria-label'), 'Open the chat');
});

test('the history that comes with an activation is shown, and is no news', async () => {
  const first = await chatting();
  first.standIn.advisorSays('From before');
  await first.iAdvize.logout();
  first.called.length = 0;
  await first.iAdvize.activate(provider());
  assert.deepEqual(first.texts(), ['Advisor: From before']);
  assert.deepEqual(first.called.map(([name]) => name), ['onChatButtonDisplayed']);
  assert.equal(first.iAdvize.get('conversation:id'), '0000abcd-0000-4000-8000-000000000001');
});

test('a conversation that ends leaves conversation:id null and is told', async () => {
  const { iAdvize, standIn, write, texts, called, find, time } = await chatting();
  write('Hello');
  await until(() => texts().length === 1);
  find('.end').click();
  await until(() => standIn.count('DELETE', /conversation\?siteId=bank$/) === 1);
  await until(() => (time.pass(POLL), iAdvize.get('conversation:id') === null));
  assert.ok(called.some(([name]) => name === 'onChatEnded'));
});

test('a message that does not arrive stays in the field, and the trouble is said', async () => {
  const { standIn, write, find } = await chatting();
  await standIn.stop();
  write('Hello');
  await until(() => find('.trouble').textContent !== '');
  assert.equal(find('input').value, 'Hello');
});

test('boundaries: where it is, and 0 × 0 when it is gone', async () => {
  const { iAdvize, boundaries } = await chatting();
  await iAdvize.logout();
  assert.deepEqual(boundaries, [{ width: 40, height: 40, right: 0, bottom: 0 }, { width: 0, height: 0 }]);
});

test('lang fr makes it French', async () => {
  const { root, find } = await chatting({ config: { lang: 'fr' } });
  assert.equal(root().host.lang, 'fr');
  assert.match(find('.banner').textContent, /connecté/);
});

test('opening and reducing are told', async () => {
  const { find, called, iAdvize } = await chatting();
  find('.launcher').click();
  find('.minimise').click();
  find('.launcher').click();
  await iAdvize.logout();
  assert.deepEqual(called.map(([name]) => name), ['onChatButtonDisplayed', 'onChatDisplayed', 'onChatHidden', 'onChatDisplayed', 'onChatHidden']);
});

test('a body that a framework has rendered anew gets its chatbox back, as it was', async () => {
  const { page, root, find, time } = await chatting();
  find('.launcher').click();
  page.document.body = page.document.createElement('body');
  assert.equal(root(), undefined);
  await until(() => (time.pass(POLL), root()));
  assert.equal(find('.panel').hidden, false);
});

for (const [what, host] of /** @type {Array<[string, (page: any) => unknown]>} */ ([
  ['an image', (page) => Object.assign(page.document.createElement('img'), { width: 9, height: 9 })],
  ['a text', () => 'shop.example'],
  ['an object', () => ({ width: undefined })],
])) {
  test(`a page’s own window.host, ${what}, is no measure of the room`, () => {
    const { window } = new JSDOM('', { url: 'http://shop.example/' });
    assert.deepEqual(room(/** @type {any} */ (Object.assign(window, { host: host(window) }))), { width: 1024, height: 768 });
  });
}
