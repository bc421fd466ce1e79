import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { provider, tagOn, until, useStandIn } from './harness.js';
import { openOrigin } from './origin.js';
import { swiftTime } from './swift-time.js';

const stand = useStandIn();

test('a success stores vuid, deviceId and jwtIdentity, and nothing before it', async () => {
  const standIn = await stand();
  const origin = openOrigin();
  const { iAdvize } = tagOn(standIn, { page: origin.openTab() });
  assert.equal(origin.stored.size, 0);
  await iAdvize.activate(provider());
  const { deviceId } = standIn.calls[0]?.body ?? {};
  assert.match(deviceId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(origin.record(), { vuid: 'visitor-of-user', deviceId, jwtIdentity: 'identity-1' });
});

test('after a reload one activate() sends the stored identity and device, and the session goes on', async () => {
  const standIn = await stand();
  const origin = openOrigin();
  await tagOn(standIn, { page: origin.openTab() }).iAdvize.activate(provider());
  const before = origin.record();
  await tagOn(standIn, { page: origin.openTab(), time: slept() }).iAdvize.activate(provider());
  const [, second] = standIn.calls.filter(({ path }) => path === '/tag/activations');
  assert.equal(second?.body.identity, before.jwtIdentity);
  assert.equal(second?.body.deviceId, before.deviceId);
  assert.equal(origin.record().vuid, before.vuid);
});

function slept() {
  const time = swiftTime();
  time.advance(60_000);
  return time;
}

test('logout removes the identity and keeps visitor and device', async () => {
  const origin = openOrigin();
  const { iAdvize } = tagOn(await stand(), { page: origin.openTab() });
  await iAdvize.activate(provider());
  const { vuid, deviceId } = origin.record();
  await iAdvize.logout();
  assert.deepEqual(origin.record(), { vuid, deviceId });
});

test('logout on a page that was not activated removes the identity of the page before', async () => {
  const standIn = await stand();
  const origin = openOrigin();
  await tagOn(standIn, { page: origin.openTab() }).iAdvize.activate(provider());
  await tagOn(standIn, { page: origin.openTab() }).iAdvize.logout();
  assert.equal('jwtIdentity' in origin.record(), false);
});

test('each site has its own record', async () => {
  const standIn = await stand();
  const origin = openOrigin();
  await tagOn(standIn, { page: origin.openTab() }).iAdvize.activate(provider());
  await tagOn(standIn, { page: origin.openTab(), config: { sid: 7 } }).iAdvize.activate(provider());
  assert.notEqual(origin.record('bank').deviceId, origin.record('7').deviceId);
});

for (const garbage of ['', '{', '[]', '"text"', 'null', '{"vuid":1,"deviceId":2}']) {
  test(`a record of ${JSON.stringify(garbage)} counts as none`, async () => {
    const standIn = await stand();
    const origin = openOrigin();
    origin.stored.set('iadvize-bank-vuid', garbage);
    const { iAdvize } = tagOn(standIn, { page: origin.openTab() });
    assert.equal((await iAdvize.activate(provider())).authentication.status, 'authentication-success');
    assert.equal(standIn.calls[0]?.body.identity, undefined);
  });
}

/** @param {any} page @param {object} what */
const without = (page, what) => Object.defineProperties(page, Object.getOwnPropertyDescriptors(what));
const throwing = { get localStorage() { throw new DOMException('blocked', 'SecurityError'); } };

test('where local storage is blocked, a cookie holds the record', async () => {
  const standIn = await stand();
  const { window } = new JSDOM('', { url: 'http://shop.example/' });
  const page = without(window, throwing);
  const { iAdvize } = tagOn(standIn, { page });
  await iAdvize.activate(provider());
  assert.match(window.document.cookie, /^iadvize-bank-vuid=.*jwtIdentity/);
  await tagOn(standIn, { page }).iAdvize.activate(provider());
  assert.equal(standIn.calls.filter(({ method }) => method === 'POST')[1]?.body.identity, 'identity-1');
  await iAdvize.logout();
  assert.doesNotMatch(window.document.cookie, /jwtIdentity/);
});

test('where local storage is full, a cookie holds the record', async () => {
  const { window } = new JSDOM('', { url: 'http://shop.example/' });
  const full = { getItem: () => null, removeItem() {}, setItem() { throw new DOMException('full', 'QuotaExceededError'); } };
  const { iAdvize } = tagOn(await stand(), { page: without(window, { localStorage: full }) });
  await iAdvize.activate(provider());
  assert.match(window.document.cookie, /^iadvize-bank-vuid=/);
});

test('what local storage held before it was full is read no more, and a logout leaves no identity anywhere', async () => {
  const standIn = await stand();
  const { window } = new JSDOM('', { url: 'http://shop.example/' });
  let isFull = false;
  const { localStorage } = window;
  const filling = {
    getItem: (/** @type {string} */ key) => localStorage.getItem(key),
    removeItem: (/** @type {string} */ key) => localStorage.removeItem(key),
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (isFull && value.includes('jwtIdentity')) throw new DOMException('full', 'QuotaExceededError');
      localStorage.setItem(key, value);
    },
  };
  const page = without(window, { localStorage: filling });
  const { iAdvize } = tagOn(standIn, { page });
  await iAdvize.activate(provider());
  await iAdvize.logout();
  isFull = true;
  await iAdvize.activate(provider());
  await tagOn(standIn, { page }).iAdvize.activate(provider());
  assert.match(String(standIn.calls.filter(({ method }) => method === 'POST')[2]?.body.identity), /^identity/);
  await iAdvize.logout();
  assert.doesNotMatch(window.document.cookie + localStorage.getItem('iadvize-bank-vuid'), /jwtIdentity/);
});

test('where cookies are blocked too, memory holds it, and nothing throws', async () => {
  const standIn = await stand();
  const page = without(openOrigin().openTab(), throwing);
  page.document = Object.assign(new EventTarget(), { body: null });
  Object.defineProperty(page.document, 'cookie', { get() { throw new DOMException('no', 'SecurityError'); }, set() { throw new DOMException('no', 'SecurityError'); } });
  const { iAdvize } = tagOn(standIn, { page });
  await iAdvize.activate(provider('ANONYMOUS'));
  await iAdvize.activate(provider());
  assert.equal(standIn.calls.filter(({ method }) => method === 'POST')[1]?.body.identity, 'identity-1');
  await iAdvize.logout();
});

test('useExplicitCookiesConsent keeps storage empty until the consent', async () => {
  const origin = openOrigin();
  const { iAdvize, time } = tagOn(await stand(), { page: origin.openTab(), config: { useExplicitCookiesConsent: true } });
  await iAdvize.activate(provider());
  time.pass(3000);
  assert.equal(origin.stored.size, 0);
  iAdvize.set('visitor:cookiesConsent', true);
  assert.equal(origin.record().jwtIdentity, 'identity-1');
});

test('useExplicitCookiesConsent reads nothing before the consent either', async () => {
  const standIn = await stand();
  const origin = openOrigin();
  origin.stored.set('iadvize-bank-vuid', JSON.stringify({ vuid: 'v', deviceId: 'd', jwtIdentity: 'i' }));
  const { iAdvize } = tagOn(standIn, { page: origin.openTab(), config: { useExplicitCookiesConsent: true } });
  await iAdvize.activate(provider());
  assert.equal(standIn.calls[0]?.body.identity, undefined);
});

test('a consent that is withdrawn empties the storage, and the session goes on', async () => {
  const origin = openOrigin();
  const { iAdvize } = tagOn(await stand(), { page: origin.openTab() });
  await iAdvize.activate(provider());
  iAdvize.set('visitor:cookiesConsent', false);
  await until(() => !origin.stored.has('iadvize-bank-vuid'));
  assert.equal(iAdvize.get('tag:version'), 'FULL');
});
