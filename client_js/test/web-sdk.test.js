import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { hush, provider, tagOn, useStandIn } from './harness.js';
import { openOrigin } from './origin.js';

const stand = useStandIn();
/** @type {ReturnType<typeof hush>} */
let said;
beforeEach(() => (said = hush()));

test('the properties before anything has happened', async () => {
  const { iAdvize } = tagOn(await stand());
  assert.equal(iAdvize.get('tag:version'), 'LIGHT');
  assert.equal(iAdvize.get('visitor:cookiesConsent'), null);
  assert.equal(iAdvize.get('visitor:GDPRConsent'), null);
  assert.equal(iAdvize.get('conversation:id'), null);
});

for (const property of /** @type {const} */ (['visitor:cookiesConsent', 'visitor:GDPRConsent'])) {
  test(`${property} can be set, and its event tells of each change once`, async () => {
    const { iAdvize } = tagOn(await stand());
    /** @type {unknown[]} */
    const heard = [];
    iAdvize.on(`${property}Change`, (value) => heard.push(value));
    for (const value of [true, true, false, null]) iAdvize.set(property, value);
    assert.deepEqual(heard, [true, false, null]);
    assert.equal(iAdvize.get(property), null);
  });
}

test('tag:version is FULL while active', async () => {
  const { iAdvize } = tagOn(await stand());
  /** @type {unknown[]} */
  const heard = [];
  iAdvize.on('tag:versionChange', (value) => heard.push(value));
  await iAdvize.activate(provider());
  await iAdvize.logout();
  assert.deepEqual(heard, ['FULL', 'LIGHT']);
});

test('off removes a listener, and one that was never there harms nobody', async () => {
  const { iAdvize } = tagOn(await stand());
  let heard = 0;
  const listener = () => void (heard += 1);
  iAdvize.on('visitor:GDPRConsentChange', listener);
  iAdvize.off('visitor:GDPRConsentChange', () => {});
  iAdvize.off(/** @type {any} */ ('no such event'), /** @type {any} */ (undefined));
  iAdvize.set('visitor:GDPRConsent', true);
  iAdvize.off('visitor:GDPRConsentChange', listener);
  iAdvize.set('visitor:GDPRConsent', false);
  assert.equal(heard, 1);
});

test('a listener that throws is logged and keeps the news from nobody', async () => {
  const { iAdvize } = tagOn(await stand());
  let heard = 0;
  iAdvize.on('visitor:GDPRConsentChange', () => {
    throw new Error('in the page');
  });
  iAdvize.on('visitor:GDPRConsentChange', () => void (heard += 1));
  iAdvize.set('visitor:GDPRConsent', true);
  assert.equal(heard, 1);
  assert.ok(said.some(({ level, text }) => level === 'error' && text.includes('GDPRConsentChange')));
});

for (const [name, call] of /** @type {Array<[string, (iAdvize: any) => unknown]>} */ ([
  ['an unknown property', (iAdvize) => iAdvize.get('visitor:name')],
  ['an inherited name', (iAdvize) => iAdvize.get('constructor')],
  ['nothing', (iAdvize) => iAdvize.get()],
  ['a property that cannot be set', (iAdvize) => iAdvize.set('conversation:id', 'x')],
  ['a consent that is no boolean', (iAdvize) => iAdvize.set('visitor:GDPRConsent', 'true')],
  ['an unknown event', (iAdvize) => iAdvize.on('visitor:GDPRConsentChanged', () => {})],
  ['no listener', (iAdvize) => iAdvize.on('visitor:GDPRConsentChange')],
  ['half a transaction', (iAdvize) => iAdvize.recordTransaction({ id: '1' })],
])) {
  test(`${name}: a warning, undefined, and nothing changed`, async () => {
    const { iAdvize } = tagOn(await stand());
    assert.equal(call(iAdvize), undefined);
    assert.equal(said.filter(({ level }) => level === 'warn').length, 1);
    assert.equal(iAdvize.get('conversation:id'), null);
    assert.equal(iAdvize.get('visitor:GDPRConsent'), null);
  });
}

test('navigate, recordTransaction and help return nothing', async () => {
  const { iAdvize } = tagOn(await stand());
  assert.equal(iAdvize.navigate('/next'), undefined);
  assert.equal(iAdvize.recordTransaction({ id: '1', amount: 49.95 }), undefined);
  assert.equal(iAdvize.help(), undefined);
});

test('help lists methods, properties and events', async () => {
  const { iAdvize } = tagOn(await stand());
  iAdvize.help();
  const text = said.map((line) => line.text).join();
  for (const name of [...Object.keys(iAdvize), 'tag:version', 'conversation:idChange', 'app:boundariesChange']) {
    assert.ok(text.includes(name), name);
  }
});

test('the object has exactly the documented methods', async () => {
  const { iAdvize } = tagOn(await stand());
  assert.deepEqual(Object.keys(iAdvize).sort(), ['activate', 'get', 'help', 'logout', 'navigate', 'off', 'on', 'recordTransaction', 'set']);
});

test('idzconvid in the page’s address, or in one navigated to, goes with the activation', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn, { page: openOrigin().openTab('http://shop.example/?idzconvid=conversation-1') });
  await iAdvize.activate(provider('ANONYMOUS'));
  iAdvize.navigate('http://shop.example/cart?idzconvid=conversation-2');
  await iAdvize.activate(provider());
  await iAdvize.logout();
  iAdvize.navigate('/basket?idzconvid=conversation-3');
  await iAdvize.activate(provider());
  const sent = standIn.calls.filter(({ path }) => path === '/tag/activations').map(({ body }) => body.conversationId);
  assert.deepEqual(sent, ['conversation-1', 'conversation-2', 'conversation-3']);
});
