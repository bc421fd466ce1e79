import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { provider, tagOn, until, useStandIn } from './harness.js';
import { openOrigin } from './origin.js';
import { plainly, refusing } from './stand-in.js';

const stand = useStandIn();
const POLL = 3000;

/** A tag that is signed in. @param {{ hasStreams?: boolean }} [of] */
async function signedIn({ hasStreams = false } = {}) {
  const standIn = await stand();
  const origin = openOrigin({ hasStreams });
  const page = origin.openTab();
  const tag = tagOn(standIn, { page });
  const asked = provider();
  await tag.iAdvize.activate(asked);
  await until(() => standIn.count('GET', /sessions\/session-1\?/) > 0);
  return { ...tag, standIn, origin, page, asked };
}

/** @param {{ iAdvize: import('../types/index.js').IAdvize }} tag */
const isStopped = ({ iAdvize }) => iAdvize.get('tag:version') === 'LIGHT';

for (const state of /** @type {const} */ (['revoked', 'closed'])) {
  test(`a session that was ${state} elsewhere: the next poll finds out, the tag stops, activate() needs no logout`, async () => {
    const { iAdvize, standIn, time, origin } = await signedIn();
    standIn.change(state);
    await until(() => (time.pass(POLL), isStopped({ iAdvize })));
    assert.equal('jwtIdentity' in origin.record(), false);
    assert.equal((await iAdvize.activate(provider())).authentication.status, 'authentication-success');
  });
}

test('a session that vanished stops the tag', async () => {
  const { iAdvize, standIn, time } = await signedIn();
  standIn.sessions.clear();
  await until(() => (time.pass(POLL), isStopped({ iAdvize })));
});

test('a poll that gets no readable answer changes nothing', async () => {
  const { iAdvize, standIn, time } = await signedIn();
  await standIn.stop();
  for (let polls = 0; polls < 3; polls += 1) {
    time.pass(POLL);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(isStopped({ iAdvize }), false);
});

test('an expired session is renewed with a fresh token from the provider', async () => {
  const { iAdvize, standIn, time, asked, origin } = await signedIn();
  standIn.change('expired');
  await until(() => (time.pass(POLL), standIn.live()[0]?.state === 'active'));
  await until(() => origin.record().jwtIdentity === 'identity-2');
  assert.equal(asked.mock.callCount(), 2);
  const renewal = standIn.calls.find(({ method }) => method === 'PUT');
  assert.equal(renewal?.path, '/tag/sessions/session-1');
  assert.equal(renewal?.body.siteId, 'bank');
  assert.equal(isStopped({ iAdvize }), false);
});

test('a stream tells of the expiry at once, without a poll', async () => {
  const { standIn } = await signedIn({ hasStreams: true });
  await until(() => standIn.streams.size === 1);
  standIn.change('expired');
  await until(() => standIn.count('PUT', /session-1/) === 1);
});

test('a stream that the server ends is opened again', async () => {
  const { standIn, time } = await signedIn({ hasStreams: true });
  await until(() => standIn.streams.size === 1);
  for (const stream of standIn.streams) stream.destroy();
  await until(() => standIn.streams.size === 0);
  await until(() => (time.pass(POLL), standIn.streams.size === 1));
});

test('after a sleep the stream is opened anew: a dead one says nothing', async () => {
  const { standIn, time } = await signedIn({ hasStreams: true });
  await until(() => standIn.streams.size === 1);
  time.advance(60_000);
  await until(() => (time.pass(POLL), standIn.count('GET', /events/) === 2));
});

for (const event of ['online', 'pageshow']) {
  test(`${event} makes the tag look at once`, async () => {
    const { iAdvize, standIn, page } = await signedIn();
    standIn.change('revoked');
    page.dispatchEvent(new Event(event));
    await until(() => isStopped({ iAdvize }));
  });
}

test('a tab that comes to the front looks at once, one that goes to the back does not', async () => {
  const standIn = await stand();
  const { window } = new JSDOM('<body></body>', { url: 'http://shop.example/' });
  /** @type {'hidden' | 'visible'} */
  let visibility = 'hidden';
  Object.defineProperty(window.document, 'visibilityState', { get: () => visibility });
  const { iAdvize } = tagOn(standIn, { page: window });
  await iAdvize.activate(provider());
  await until(() => standIn.count('GET', /./) === 1);
  standIn.change('revoked');
  window.document.dispatchEvent(new window.Event('visibilitychange'));
  assert.equal(isStopped({ iAdvize }), false);
  visibility = 'visible';
  window.document.dispatchEvent(new window.Event('visibilitychange'));
  await until(() => isStopped({ iAdvize }));
  assert.equal(standIn.count('GET', /./), 2);
});

test('a poll that hangs is given up after 4 s, so that the next one can see the end', async () => {
  const { iAdvize, standIn, time } = await signedIn();
  const poll = standIn.delayPoll();
  await until(() => (time.pass(POLL), poll.isHeld()));
  standIn.change('revoked');
  time.pass(4000);
  await until(() => (time.pass(POLL), isStopped({ iAdvize })));
});

test('pagehide lets go of the stream and of the lease', async () => {
  const { standIn, page, origin } = await signedIn({ hasStreams: true });
  await until(() => standIn.streams.size === 1);
  page.dispatchEvent(new Event('pagehide'));
  await until(() => standIn.streams.size === 0);
  assert.deepEqual([...origin.stored.keys()], ['iadvize-bank-vuid']);
});

test('a renewal has one attempt and three retries, then the tag stops', async () => {
  const { iAdvize, standIn, time, asked } = await signedIn();
  standIn.plan(...[3, 2, 1, 0].map((remaining) => refusing({ remaining })));
  standIn.change('expired');
  await until(() => (time.pass(POLL), isStopped({ iAdvize })));
  assert.equal(asked.mock.callCount(), 5);
  assert.equal(standIn.count('PUT', /session-1/), 4);
  await until(() => standIn.live().length === 0);
});

test('a renewal that the server ends with 409 stops the tag at once', async () => {
  const { iAdvize, standIn, time } = await signedIn();
  standIn.plan(plainly(409, { error: { code: 'session_closed' } }));
  standIn.change('expired');
  await until(() => (time.pass(POLL), isStopped({ iAdvize })));
  assert.equal(standIn.count('PUT', /session-1/), 1);
});

test('a provider that throws at renewal ends the session', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn, { page: openOrigin({ hasStreams: false }).openTab() });
  let calls = 0;
  await iAdvize.activate(() => {
    calls += 1;
    if (calls > 1) throw new Error('signed out');
    return { authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'first' } };
  });
  standIn.change('expired');
  await until(() => (time.pass(POLL), isStopped({ iAdvize })));
  await until(() => standIn.live().length === 0);
  assert.equal(calls, 2);
  assert.equal(standIn.count('PUT', /./), 0);
});

test('while a renewal goes on, further polls start no second one', async () => {
  const { standIn, time, asked } = await signedIn();
  /** @type {() => void} */
  let decide = () => {};
  standIn.plan((response, call) => (decide = () => standIn.accept(response, call)));
  standIn.change('expired');
  await until(() => (time.pass(POLL), standIn.count('PUT', /./) === 1));
  const polls = standIn.count('GET', /./);
  await until(() => (time.pass(POLL), standIn.count('GET', /./) > polls + 2));
  decide();
  await until(() => standIn.live()[0]?.state === 'active');
  assert.equal(asked.mock.callCount(), 2);
});

test('an answer that was overtaken by a renewal starts no second one', async () => {
  const { standIn, time, asked, page } = await signedIn();
  standIn.change('expired');
  const poll = standIn.delayPoll();
  await until(() => (time.pass(POLL), poll.isHeld()));
  page.dispatchEvent(new Event('online'));
  await until(() => standIn.live()[0]?.state === 'active');
  await until(() => (time.pass(POLL), standIn.calls.at(-1)?.method === 'GET'));
  poll.release();
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(asked.mock.callCount(), 2);
  assert.equal(standIn.count('PUT', /./), 1);
});

test('logout() during a renewal leaves no session behind', async () => {
  const { iAdvize, standIn, time } = await signedIn();
  standIn.plan(() => {});
  standIn.change('expired');
  await until(() => (time.pass(POLL), standIn.count('PUT', /./) === 1));
  await iAdvize.logout();
  assert.deepEqual(standIn.live(), []);
  assert.equal(isStopped({ iAdvize }), true);
});

test('a stopped tag polls no more', async () => {
  const { iAdvize, standIn, time } = await signedIn();
  await iAdvize.logout();
  const { length } = standIn.calls;
  time.pass(POLL);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(standIn.calls.length, length);
});
