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

test('a server that is not there is named, with what to look at', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await standIn.stop();
  await iAdvize.activate(provider());
  const address = standIn.url;
  assert.ok(said[0]?.text.includes(`Is the simulator running at ${address}/, and does the page's connect-src allow it?`));
});

test('why there is no readable answer is said once', async () => {
  const standIn = await stand();
  standIn.plan(plainly(502), plainly(502), plainly(502));
  await tagOn(standIn).iAdvize.activate(provider());
  assert.deepEqual(said.map(({ text }) => text.replace(/.*answer/, '')), [' (HTTP 502: no JSON).', ', as before.', ', as before.']);
});

test('a 409 is told with the server’s words', async () => {
  const standIn = await stand();
  standIn.plan(plainly(409, { error: { code: 'session_revoked', message: 'The session was revoked.' } }));
  await tagOn(standIn).iAdvize.activate(provider());
  assert.match(said[0]?.text ?? '', /no more attempts \(HTTP 409: The session was revoked\.\)/);
});

test('a logout that the server does not confirm is told, and resolves', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  await iAdvize.activate(provider());
  standIn.refuseLogout(500);
  await iAdvize.logout();
  assert.match(said[0]?.text ?? '', /did not confirm its end \(HTTP 500/);
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
  assert.match(said[0]?.text ?? '', /provider has not answered for 10 s/);
});

test('a provider that does not answer is no news after a logout', async () => {
  const { iAdvize, time } = tagOn(await stand());
  let isAsked = false;
  void iAdvize.activate(() => {
    isAsked = true;
    return new Promise(() => {});
  }, () => {});
  await until(() => isAsked);
  await iAdvize.logout();
  time.pass(10_000);
  assert.deepEqual(said, []);
});

test('a server that does not answer is named while the tag waits', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn);
  standIn.plan(() => {});
  void iAdvize.activate(provider());
  await until(() => standIn.calls.length === 1);
  time.pass(10_000);
  assert.match(said[0]?.text ?? '', /The server has not answered for 10 s/);
  void iAdvize.logout();
});

test('a provider that does not answer when the session is renewed is told, too', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn, { page: openOrigin({ hasStreams: false }).openTab() });
  let asked = 0;
  const option = /** @type {const} */ ({ type: 'SECURED_AUTHENTICATION', token: 'first' });
  await iAdvize.activate(() => {
    asked += 1;
    return asked === 1 ? { authenticationOption: option } : new Promise(() => {});
  });
  standIn.change('expired');
  await until(() => (time.pass(3000), asked === 2));
  time.pass(10_000);
  assert.match(said[0]?.text ?? '', /provider has not answered for 10 s/);
});

test('a provider that hands the token of the activation over again for the renewal is told so', async () => {
  const standIn = await stand();
  const { iAdvize, time } = tagOn(standIn, { page: openOrigin({ hasStreams: false }).openTab() });
  await iAdvize.activate(() => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'cached' } }));
  standIn.change('expired');
  await until(() => (time.pass(3000), said.length > 0));
  assert.match(said[0]?.text ?? '', /same token again/);
});

test('misuse: extID together with authentication, which goes to the server cut to 50 characters', async () => {
  const standIn = await stand();
  const page = openOrigin().openTab();
  page.idzCustomData = { extID: 'x'.repeat(60) };
  await tagOn(standIn, { page }).iAdvize.activate(provider());
  assert.match(said[0]?.text ?? '', /no padlock.*more than 50/);
  assert.equal(standIn.calls[0]?.body.extId, 'x'.repeat(50));
});
