import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { BAD_OPTION } from '../src/results.js';
import { tagOn, useStandIn } from './harness.js';

const stand = useStandIn();

/** @type {Array<[string, unknown, unknown]>} what is returned, and the option that the result shows */
const BAD = [
  ['nothing', undefined, null],
  ['null', null, null],
  ['a bare token', 'a.b.c.d.e', null],
  ['no authenticationOption', { token: 'a.b.c.d.e' }, null],
  ['an option without a type', { authenticationOption: { token: 'a' } }, { type: null, token: 'a' }],
  ['an unknown type', { authenticationOption: { type: 'SIMPLE', token: 'a' } }, { type: 'SIMPLE', token: 'a' }],
  ['a type in lower case', { authenticationOption: { type: 'anonymous' } }, { type: 'anonymous' }],
  ['no token', { authenticationOption: { type: 'SECURED_AUTHENTICATION' } }, { type: 'SECURED_AUTHENTICATION' }],
  ['an empty token', { authenticationOption: { type: 'SECURED_AUTHENTICATION', token: '' } }, { type: 'SECURED_AUTHENTICATION', token: '' }],
  ['a token that is a promise', { authenticationOption: { type: 'SECURED_AUTHENTICATION', token: Promise.resolve('a') } }, { type: 'SECURED_AUTHENTICATION', token: null }],
  ['a token that is a function', { authenticationOption: { type: 'SECURED_AUTHENTICATION', token: () => 'a' } }, { type: 'SECURED_AUTHENTICATION', token: null }],
];

for (const [what, returned, option] of BAD) {
  test(`a provider that returns ${what} is refused, asked once, and reaches no server`, async () => {
    const standIn = await stand();
    const { iAdvize } = tagOn(standIn);
    const provider = mock.fn(() => /** @type {any} */ (returned));
    const result = await iAdvize.activate(provider);
    assert.deepEqual(result, { authentication: { option, status: 'authentication-failure', reason: BAD_OPTION } });
    assert.equal(provider.mock.callCount(), 1);
    assert.equal(standIn.calls.length, 0);
    assert.deepEqual(structuredClone(result), result);
  });
}

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
