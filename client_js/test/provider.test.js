import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { BAD_OPTION } from '../src/results.js';
import { hush, tagOn, useStandIn } from './harness.js';

const stand = useStandIn();
/** @type {ReturnType<typeof hush>} */
let said;
beforeEach(() => (said = hush()));

const SECRET = 'secret.secret.secret.secret.secret';
const type = 'SECURED_AUTHENTICATION';

/** @type {Array<[string, unknown, unknown, string]>} what is returned, the option that the result shows, what is said */
const BAD = [
  ['nothing', undefined, null, 'it returned undefined (is a return missing?)'],
  ['null', null, null, 'it returned null'],
  ['a bare token', SECRET, null, 'it returned a string'],
  ['no authenticationOption', { token: SECRET }, null, 'it returned an object {token} without authenticationOption'],
  ['an option that is a token', { authenticationOption: SECRET }, null, 'authenticationOption is a string'],
  ['an option that is a promise', { authenticationOption: Promise.resolve({ type: 'ANONYMOUS' }) }, { type: null }, 'its type is undefined'],
  ['an option without a type', { authenticationOption: { token: 'a' } }, { type: null, token: 'a' }, 'its type is undefined'],
  ['an unknown type', { authenticationOption: { type: 'SIMPLE', token: 'a' } }, { type: 'SIMPLE', token: 'a' }, "its type is 'SIMPLE'"],
  ['a type in lower case', { authenticationOption: { type: 'anonymous' } }, { type: 'anonymous' }, "its type is 'anonymous'"],
  ['a token for a type', { authenticationOption: { type: SECRET } }, { type: SECRET }, 'its type is a string'],
  ['no token', { authenticationOption: { type } }, { type }, 'its token is undefined'],
  ['an empty token', { authenticationOption: { type, token: '' } }, { type, token: '' }, 'its token is an empty string'],
  ['a token that is the answer around it', { authenticationOption: { type, token: { token: SECRET } } }, { type, token: null }, 'its token is an object {token}'],
  ['a token that is a number', { authenticationOption: { type, token: 5 } }, { type, token: null }, 'its token is a number'],
  ['a token that is a promise', { authenticationOption: { type, token: Promise.resolve('a') } }, { type, token: null }, 'its token is a promise (is an await missing?)'],
  ['a token that is a function', { authenticationOption: { type, token: () => 'a' } }, { type, token: null }, 'its token is a function'],
];

for (const [what, returned, option, trouble] of BAD) {
  test(`a provider that returns ${what} is refused, asked once, reaches no server, and is told why`, async () => {
    const standIn = await stand();
    const { iAdvize } = tagOn(standIn);
    const provider = mock.fn(() => /** @type {any} */ (returned));
    const result = await iAdvize.activate(provider);
    assert.deepEqual(result, { authentication: { option, status: 'authentication-failure', reason: BAD_OPTION } });
    assert.equal(provider.mock.callCount(), 1);
    assert.equal(standIn.calls.length, 0);
    assert.deepEqual(structuredClone(result), result);
    assert.ok(said[0]?.text.includes(`option: ${trouble}. Return {`), said[0]?.text);
    assert.doesNotMatch(said[0]?.text ?? '', /secret/);
  });
}

test('activate() is told when it got the provider’s promise in the provider’s place', async () => {
  const { iAdvize } = tagOn(await stand());
  await iAdvize.activate(/** @type {any} */ (Promise.resolve({ authenticationOption: { type: 'ANONYMOUS' } })));
  assert.match(said[0]?.text ?? '', /not a promise: hand the function over, without calling it/);
});

test('whatever an anonymous option has for a token, it is activated', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  const odd = /** @type {any} */ ({ authenticationOption: { type: 'ANONYMOUS', token: 5 } });
  assert.equal((await iAdvize.activate(() => odd)).authentication.status, 'authentication-success');
  assert.deepEqual(standIn.calls[0]?.body.authenticationOption, { type: 'ANONYMOUS', token: null });
});

for (const [what, provider] of /** @type {Array<[string, any]>} */ ([
  ['throws', () => { throw new Error('no'); }],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['throws undefined', () => { throw undefined; }],
  ['is no function', { authenticationOption: { type: 'ANONYMOUS' } }],
  ['is missing', undefined],
])) {
  test(`a provider that ${what} is a bad option, with nothing to show`, async () => {
    const standIn = await stand();
    const { iAdvize } = tagOn(standIn);
    assert.deepEqual(await iAdvize.activate(provider), {
      authentication: { option: null, status: 'authentication-failure', reason: BAD_OPTION },
    });
    assert.equal(standIn.calls.length, 0);
  });
}

test('what else the option holds reaches neither the server nor the result', async () => {
  const standIn = await stand();
  const { iAdvize } = tagOn(standIn);
  const option = { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e', refresh: () => {}, self: globalThis };
  const result = await iAdvize.activate(() => ({ authenticationOption: /** @type {any} */ (option) }));
  assert.deepEqual(structuredClone(result).authentication.option, { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e' });
  assert.deepEqual(standIn.calls[0]?.body.authenticationOption, { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e' });
});
