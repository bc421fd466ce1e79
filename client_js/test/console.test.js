import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { hush, provider, tagOn, until, useStandIn } from './harness.js';
import { openOrigin } from './origin.js';
import { plainly, refusing } from './stand-in.js';

const stand = useStandIn();
/** @type {ReturnType<typeof hush>} */
let said;
beforeEach(() => (said = hush()));

const explanation = {
  code: 'token_expired',
  checks: [
    { name: 'site', outcome: 'passed', code: null, message: 'fine', hint: null, found: null, expected: null },
    { name: 'lifetime', outcome: 'failed', code: 'token_expired', message: 'The token has expired.', hint: 'Make it when asked.', found: '90 s ago', expected: { exp: 'later' } },
  ],
  alsoFound: [{ check: 'claims', code: 'issuer_missing', message: 'There is no iss.', hint: null }],
};

test('a refusal is explained: code, message, found, expected, hint, what else was found, docs', async () => {
  const standIn = await stand();
  standIn.plan(refusing({ explanation }));
  await tagOn(standIn).iAdvize.activate(provider());
  assert.equal(said[0]?.level, 'error');
  for (const part of ['token_expired', 'no retries left', 'The token has expired.', 'found: 90 s ago', 'expected: {"exp":"later"}', 'hint: Make it when asked.', 'issuer_missing: There is no iss.', 'mistakes.md#token_expired']) {
    assert.ok(said[0]?.text.includes(part), `${part} in ${said[0]?.text}`);
  }
});

test('the same refusal at a retry is said in one line', async () => {
  const standIn = await stand();
  standIn.plan(refusing({ explanation, remaining: 1 }), refusing({ explanation }));
  await tagOn(standIn).iAdvize.activate(provider());
  assert.equal(said.filter(({ level }) => level === 'error').length, 1);
  assert.match(said[1]?.text ?? '', /attempt 2 was refused: token_expired.*Explained above/);
});

test('a hint that names its place in the docs is not followed by a second link', async () => {
  const standIn = await stand();
  const [site, lifetime] = explanation.checks;
  const hinting = { ...explanation, checks: [site, { ...lifetime, hint: 'Do it. (docs/mistakes.md#token_expired)' }] };
  standIn.plan(refusing({ explanation: hinting }));
  await tagOn(standIn).iAdvize.activate(provider());
  assert.equal(said[0]?.text.split('#token_expired').length, 2);
});

test('an opaque site’s refusal leaves the console silent, as production does', async () => {
  const standIn = await stand();
  standIn.plan(refusing());
  await tagOn(standIn).iAdvize.activate(provider());
  assert.deepEqual(said, []);
});

test('an unreadable answer is named, with what the server said', async () => {
  const standIn = await stand();
  standIn.plan(plainly(422, { error: { code: 'field_invalid', message: 'siteId: too long', field: 'siteId' } }));
  await tagOn(standIn).iAdvize.activate(provider());
  assert.match(said[0]?.text ?? '', /HTTP 422: siteId: too long/);
});

test('no token is ever written to the console', async () => {
  const standIn = await stand();
  standIn.plan(refusing({ explanation, remaining: 1 }), plainly(500));
  const token = 'secret.secret.secret';
  await tagOn(standIn).iAdvize.activate(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token } }));
  assert.ok(said.every(({ text }) => !text.includes('secret')));
});

test('misuse: activate() never called on a page', async () => {
  const { ready, time } = tagOn(await stand());
  ready();
  time.pass(10_000);
  assert.match(said[0]?.text ?? '', /activate\(\) was not called/);
});

test('no such warning where it was called', async () => {
  const { iAdvize, ready, time } = tagOn(await stand());
  ready();
  await iAdvize.activate(provider());
  time.pass(10_000);
  assert.deepEqual(said, []);
});

test('misuse: activate() in a loop', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  for (let calls = 0; calls < 4; calls += 1) {
    standIn.plan(refusing());
    await iAdvize.activate(provider());
  }
  assert.match(said.at(-1)?.text ?? '', /4 times in a row.*loop/);
});

test('signing in and out again and again is no loop', async () => {
  const { iAdvize } = tagOn(await stand());
  for (let calls = 0; calls < 6; calls += 1) {
    await iAdvize.activate(provider());
    await iAdvize.logout();
  }
  assert.deepEqual(said, []);
});

test('misuse: a provider that returns the same token again', async () => {
  const standIn = await stand();
  standIn.plan(refusing({ remaining: 2 }), refusing({ remaining: 1 }));
  await tagOn(standIn).iAdvize.activate(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'cached' } }));
  assert.deepEqual(said.map(({ text }) => /same token again/.test(text)), [true]);
});

test('misuse: a result that nobody looks at', async () => {
  const { iAdvize, time } = tagOn(await stand());
  void iAdvize.activate(provider());
  await until(() => iAdvize.get('tag:version') === 'FULL');
  await until(() => (time.pass(1000), said.length > 0));
  assert.match(said[0]?.text ?? '', /await it, or pass a callback/);
});

for (const [how, use] of /** @type {Array<[string, (activation: Promise<unknown>) => unknown]>} */ ([
  ['await', async (activation) => await activation],
  ['then', (activation) => activation.then(() => {})],
  ['Promise.all', (activation) => Promise.all([activation])],
  ['finally', (activation) => activation.finally(() => {})],
])) {
  test(`a result that is looked at by ${how} gets no warning`, async () => {
    const { iAdvize, time } = tagOn(await stand());
    await use(iAdvize.activate(provider()));
    time.pass(1000);
    assert.deepEqual(said, []);
  });
}

test('a result that goes to a callback gets no warning', async () => {
  const { iAdvize, time } = tagOn(await stand());
  let isCalled = false;
  void iAdvize.activate(provider(), () => void (isCalled = true));
  await until(() => isCalled);
  time.pass(1000);
  assert.deepEqual(said, []);
});

test('misuse: a provider that does not answer', async () => {
  const { iAdvize, time } = tagOn(await stand());
  let isAsked = false;
  void iAdvize.activate(() => {
    isAsked = true;
    return new Promise(() => {});
  });
  await until(() => isAsked);
  time.pass(10_000);
  assert.match(said[0]?.text ?? '', /has not answered/);
});

test('misuse: extID together with authentication, which goes to the server cut to 50 characters', async () => {
  const standIn = await stand();
  const page = openOrigin().openTab();
  page.idzCustomData = { extID: 'x'.repeat(60) };
  await tagOn(standIn, { page }).iAdvize.activate(provider());
  assert.match(said[0]?.text ?? '', /no padlock.*more than 50/);
  assert.equal(standIn.calls[0]?.body.extId, 'x'.repeat(50));
});
