import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ONGOING, SERVER_ERROR, TWICE } from '../src/results.js';
import { realTime } from '../src/time.js';
import { provider, tagOn, until, useStandIn } from './harness.js';
import { refusing } from './stand-in.js';

const stand = useStandIn();

/** @param {import('../types/index.js').ActivationResult} result */
const reasonOf = ({ authentication }) => (authentication.status === 'authentication-failure' ? authentication.reason : null);

test('the provider is called 50 ms after activate(), never in its turn', async () => {
  const { iAdvize } = tagOn(await stand(), { time: /** @type {any} */ (realTime) });
  const began = performance.now();
  let after = 0;
  await iAdvize.activate(() => {
    after = performance.now() - began;
    return { authenticationOption: { type: 'ANONYMOUS' } };
  });
  assert.ok(after >= 49, `${after} ms`);
});

test('activate() while another is unresolved: already ongoing, and the first goes on', async () => {
  const { iAdvize } = tagOn(await stand());
  const asked = provider();
  const [first, second] = await Promise.all([iAdvize.activate(asked), iAdvize.activate(asked)]);
  assert.equal(first.authentication.status, 'authentication-success');
  assert.deepEqual(second, { authentication: { option: null, status: 'authentication-failure', reason: ONGOING } });
  assert.equal(asked.mock.callCount(), 1);
});

test('activate() after a secured success: not twice', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await iAdvize.activate(provider());
  const again = provider();
  assert.deepEqual(await iAdvize.activate(again), {
    authentication: { option: null, status: 'authentication-failure', reason: TWICE },
  });
  assert.equal(again.mock.callCount(), 0);
  assert.equal(standIn.count('POST', /activations/), 1);
});

test('activate() after a failure is allowed', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  standIn.plan(refusing());
  await iAdvize.activate(provider());
  assert.equal((await iAdvize.activate(provider())).authentication.status, 'authentication-success');
});

test('an anonymous visitor may sign in without a logout, and leaves one live session', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await iAdvize.activate(provider('ANONYMOUS'));
  assert.equal((await iAdvize.activate(provider())).authentication.status, 'authentication-success');
  assert.equal(standIn.calls.filter(({ method }) => method === 'POST')[1]?.body.identity, 'identity-1');
  await until(() => standIn.live().length === 1);
  assert.equal(standIn.live()[0]?.userId, 'user');
  assert.equal(reasonOf(await iAdvize.activate(provider())), TWICE);
});

test('an anonymous visitor whose sign-in fails stays an anonymous visitor', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await iAdvize.activate(provider('ANONYMOUS'));
  standIn.plan(refusing());
  await iAdvize.activate(provider());
  assert.equal(iAdvize.get('tag:version'), 'FULL');
  assert.equal(standIn.live().length, 1);
});

test('logout() closes the session, and activate() works again', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await iAdvize.activate(provider());
  assert.equal(await iAdvize.logout(), undefined);
  assert.deepEqual(standIn.live(), []);
  assert.equal(iAdvize.get('tag:version'), 'LIGHT');
  assert.equal((await iAdvize.activate(provider())).authentication.status, 'authentication-success');
});

test('logout() without a session, and twice, is harmless', async () => {
  const { iAdvize } = tagOn(await stand());
  await iAdvize.logout();
  await iAdvize.activate(provider());
  await Promise.all([iAdvize.logout(), iAdvize.logout()]);
});

test('logout() resolves when the server is away, too', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await iAdvize.activate(provider());
  await standIn.stop();
  await iAdvize.logout();
  assert.equal(iAdvize.get('tag:version'), 'LIGHT');
});

test('logout() while the provider is being asked ends the activation at once, without a request', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  /** @type {(value: any) => void} */
  let answer = () => {};
  let isAsked = false;
  const activation = iAdvize.activate(() => {
    isAsked = true;
    return new Promise((resolve) => (answer = resolve));
  });
  await until(() => isAsked);
  await iAdvize.logout();
  assert.deepEqual(await activation, {
    authentication: { option: null, status: 'authentication-failure', reason: SERVER_ERROR },
  });
  answer({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'too-late' } });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(standIn.calls.length, 0);
});

test('logout() while the server is deciding leaves no session behind', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  /** @type {() => void} */
  let decide = () => {};
  standIn.plan((response, call) => (decide = () => standIn.accept(response, call)));
  const activation = iAdvize.activate(provider());
  await until(() => standIn.calls.length === 1);
  const loggedOut = iAdvize.logout();
  assert.equal(reasonOf(await activation), SERVER_ERROR);
  decide();
  await loggedOut;
  assert.deepEqual(standIn.live(), []);
  assert.equal(iAdvize.get('tag:version'), 'LIGHT');
});

test('activate() right after logout() is a new activation, whatever became of the old one', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  /** @type {() => void} */
  let decide = () => {};
  standIn.plan((response, call) => (decide = () => standIn.accept(response, call)));
  const first = iAdvize.activate(provider());
  await until(() => standIn.calls.length === 1);
  const loggedOut = iAdvize.logout();
  const second = iAdvize.activate(provider());
  decide();
  await loggedOut;
  assert.equal(reasonOf(await first), SERVER_ERROR);
  assert.equal((await second).authentication.status, 'authentication-success');
  assert.equal(standIn.live().length, 1);
});

test('logout() between two attempts ends the activation at once, however long the wait would be', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn);
  const asked = provider();
  time.endless = 86_400_000;
  standIn.plan(refusing({ remaining: 3, delayMs: time.endless }));
  const activation = iAdvize.activate(asked);
  await until(() => time.waits.includes(time.endless));
  await iAdvize.logout();
  assert.equal(reasonOf(await activation), SERVER_ERROR);
  assert.equal(asked.mock.callCount(), 1);
});
