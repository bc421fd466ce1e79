import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provider, tagOn, until, useStandIn } from './harness.js';
import { openOrigin } from './origin.js';
import { swiftTime } from './swift-time.js';

const stand = useStandIn();
const POLL = 3000;

/** Two tabs of one visitor, signed in. @param {Parameters<typeof openOrigin>[0]} [of] */
async function twoTabs(of) {
  const standIn = await stand();
  const origin = openOrigin(of);
  const time = swiftTime();
  const make = () => ({ ...tagOn(standIn, { page: origin.openTab(), time }), asked: provider() });
  const [first, second] = [make(), make()];
  await first.iAdvize.activate(first.asked);
  await second.iAdvize.activate(second.asked);
  const renewals = () => first.asked.mock.callCount() + second.asked.mock.callCount() - 2;
  return { standIn, origin, time, first, second, renewals };
}

test('the second tab carries on the session of the first', async () => {
  const { standIn } = await twoTabs();
  const [, second] = standIn.calls.filter(({ path }) => path === '/tag/activations');
  assert.equal(second?.body.identity, 'identity-1');
  assert.deepEqual([...standIn.sessions.keys()], ['session-1']);
});

test('two tabs that activate at the same time share one session, too', async () => {
  const standIn = await stand();
  const origin = openOrigin();
  const tags = [origin.openTab(), origin.openTab()].map((page) => tagOn(standIn, { page, time: swiftTime() }));
  const results = await Promise.all(tags.map(({ iAdvize }) => iAdvize.activate(provider())));
  assert.deepEqual(results.map(({ authentication }) => authentication.status), ['authentication-success', 'authentication-success']);
  assert.deepEqual([...standIn.sessions.keys()], ['session-1']);
});

test('of two tabs one holds the stream', async () => {
  const { standIn, time } = await twoTabs();
  await until(() => standIn.streams.size === 1);
  for (let polls = 0; polls < 3; polls += 1) {
    time.pass(POLL);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  assert.equal(standIn.streams.size, 1);
});

for (const of of [{}, { hasStreams: false }, { hasStreams: false, hasChannels: false }]) {
  test(`of two tabs one renews, for both ${JSON.stringify(of)}`, async () => {
    const { standIn, time, first, second, renewals } = await twoTabs(of);
    standIn.change('expired');
    await until(() => (time.pass(POLL), standIn.live()[0]?.state === 'active'));
    for (let polls = 0; polls < 3; polls += 1) {
      time.pass(POLL);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    assert.equal(renewals(), 1);
    assert.equal(standIn.count('PUT', /./), 1);
    assert.deepEqual([first, second].map(({ iAdvize }) => iAdvize.get('tag:version')), ['FULL', 'FULL']);
  });
}

test('where the tab that should renew is gone, the other does when its lease is over', async () => {
  const { standIn, origin, time, second } = await twoTabs({ hasStreams: false });
  origin.stored.set('iadvize-bank-lease-session-1', JSON.stringify({ tab: 'asleep', until: time.now() + 10_000 }));
  standIn.change('expired');
  time.advance(10_001);
  await until(() => (time.pass(POLL), standIn.live()[0]?.state === 'active'));
  assert.equal(second.iAdvize.get('tag:version'), 'FULL');
});

test('logout in one tab stops the other, by storage alone', async () => {
  const { standIn, first, second } = await twoTabs({ hasStreams: false, hasChannels: false });
  await first.iAdvize.logout();
  await until(() => second.iAdvize.get('tag:version') === 'LIGHT');
  assert.deepEqual(standIn.live(), []);
});

test('logout in one tab stops the other, by the stream alone', async () => {
  const standIn = await stand();
  const tag = tagOn(standIn, { page: openOrigin().openTab() });
  await tag.iAdvize.activate(provider());
  await until(() => standIn.streams.size === 1);
  standIn.change('closed');
  await until(() => tag.iAdvize.get('tag:version') === 'LIGHT');
});

test('a tab whose session was revoked leaves alone the identity that another has signed in with since', async () => {
  const { standIn, origin, time, first } = await twoTabs({ hasStreams: false });
  origin.stored.set('iadvize-bank-vuid', JSON.stringify({ vuid: 'other', deviceId: 'd', jwtIdentity: 'other' }));
  standIn.change('revoked');
  await until(() => (time.pass(POLL), first.iAdvize.get('tag:version') === 'LIGHT'));
  assert.equal(origin.record().jwtIdentity, 'other');
});

test('when all is over no lease is left behind', async () => {
  const { origin, first, second } = await twoTabs();
  await first.iAdvize.logout();
  await until(() => second.iAdvize.get('tag:version') === 'LIGHT');
  assert.deepEqual([...origin.stored.keys()], ['iadvize-bank-vuid']);
});
