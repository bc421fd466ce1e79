import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOT_SET_UP, SERVER_ERROR } from '../src/results.js';
import { provider, tagOn, until, useStandIn } from './harness.js';
import { plainly, refusing, resetting } from './stand-in.js';

const stand = useStandIn();

test('a token that the server accepts is a success, with the provider’s option and nothing else', async () => {
  const { iAdvize } = tagOn(await stand());
  const result = await iAdvize.activate(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e' } }));
  assert.deepEqual(result, {
    authentication: { option: { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e' }, status: 'authentication-success' },
  });
});

test('a refusal is retried three times, each with a fresh token and the same activation id', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn);
  const asked = provider();
  standIn.plan(...[3, 2, 1, 0].map((remaining) => refusing({ remaining, delayMs: 7 })));
  const { authentication } = await iAdvize.activate(asked);
  const sent = standIn.calls.map(({ body }) => body);
  assert.equal(authentication.status, 'authentication-failure');
  assert.equal(authentication.reason, NOT_SET_UP);
  assert.deepEqual(authentication.option, sent[3].authenticationOption);
  assert.equal(asked.mock.callCount(), 4);
  assert.equal(new Set(sent.map(({ authenticationOption }) => authenticationOption.token)).size, 4);
  assert.equal(new Set(sent.map(({ activationId }) => activationId)).size, 1);
  assert.deepEqual(time.waits, [50, 7, 7, 7]);
});

test('two refusals, then a good token: the page hears only of the success', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  standIn.plan(refusing({ remaining: 3 }), refusing({ remaining: 2 }));
  const { authentication } = await iAdvize.activate(provider());
  assert.equal(authentication.status, 'authentication-success');
  assert.equal(standIn.calls.length, 3);
});

test('without a readable answer it waits 250, 500 and 1000 ms, then says that the server failed', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn);
  standIn.plan(plainly(500, { oops: true }), resetting, plainly(200, 'not an answer'), plainly(429, { error: { message: 'slow down' } }));
  const { authentication } = await iAdvize.activate(provider());
  assert.equal(authentication.status === 'authentication-failure' && authentication.reason, SERVER_ERROR);
  assert.deepEqual(time.waits, [50, 250, 500, 1000]);
});

test('where nobody listens, it says that the server failed', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await standIn.stop();
  const { authentication } = await iAdvize.activate(provider());
  assert.equal(authentication.status === 'authentication-failure' && authentication.reason, SERVER_ERROR);
});

test('a server that never answers is given up after 65 s, longer than any failure mode takes', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn);
  standIn.plan(() => {});
  const activation = iAdvize.activate(provider());
  await until(() => standIn.calls.length === 1);
  time.pass(65_000);
  assert.equal((await activation).authentication.status, 'authentication-success');
  assert.equal(standIn.calls.length, 2);
});

test('the last readable reason stands, also when later answers were unreadable', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  standIn.plan(refusing({ remaining: 3 }), plainly(502), plainly(502), plainly(502));
  const { authentication } = await iAdvize.activate(provider());
  assert.equal(authentication.status === 'authentication-failure' && authentication.reason, NOT_SET_UP);
  assert.equal(standIn.calls.length, 4);
});

test('a 409 ends the activation with the last reason', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  standIn.plan(refusing({ remaining: 3 }), plainly(409, { error: { code: 'attempts_used_up' } }));
  const { authentication } = await iAdvize.activate(provider());
  assert.equal(authentication.status === 'authentication-failure' && authentication.reason, NOT_SET_UP);
  assert.equal(standIn.calls.length, 2);
});

test('a site that allows one retry gets one', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  standIn.plan(refusing({ remaining: 1 }), refusing({ remaining: 0 }));
  await iAdvize.activate(provider());
  assert.equal(standIn.calls.length, 2);
});

test('three answers that were none and a first refusal are four attempts all the same', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  const asked = provider();
  standIn.plan(plainly(503), plainly(503), plainly(503), refusing({ remaining: 3 }));
  await iAdvize.activate(asked);
  assert.equal(asked.mock.callCount(), 4);
});

test('a server that never runs out of retries is asked no more often than it said first', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  standIn.plan(...Array.from({ length: 9 }, () => refusing({ remaining: 2 })));
  await iAdvize.activate(provider());
  assert.equal(standIn.calls.length, 3);
});

test('the site’s id goes to the server as a string', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn, { config: { sid: 4711 } });
  await iAdvize.activate(provider());
  assert.equal(standIn.calls[0]?.body.siteId, '4711');
});

for (const option of [{ type: 'ANONYMOUS' }, { type: 'ANONYMOUS_AUTHENTICATION', token: null }]) {
  test(`${JSON.stringify(option)} activates an anonymous visitor and comes back as it was given`, async () => {
    const { iAdvize } = tagOn(await stand());
    const result = await iAdvize.activate(() => ({ authenticationOption: /** @type {any} */ (option) }));
    assert.deepEqual(result, { authentication: { option, status: 'authentication-success' } });
  });
}

test('the callback gets the same result', async () => {
  const { iAdvize } = tagOn(await stand());
  /** @type {unknown} */
  let called;
  const result = await iAdvize.activate(provider(), (given) => (called = given));
  assert.equal(called, result);
});

test('a callback that throws takes the result from nobody', async () => {
  const { iAdvize } = tagOn(await stand());
  const { authentication } = await iAdvize.activate(provider(), () => {
    throw new Error('in the page');
  });
  assert.equal(authentication.status, 'authentication-success');
});
