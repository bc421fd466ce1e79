import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { beforeEach, mock, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTag, offline } from '../src/index.js';
import { BAD_OPTION, LOGIN_ONGOING, NOT_SET_UP, ONGOING, SERVER_ERROR, TWICE } from '../src/results.js';
import { hush, provider, useStandIn } from './harness.js';

const stand = useStandIn();
/** @type {ReturnType<typeof hush>} */
let said;
beforeEach(() => (said = hush()));

/** @typedef {NonNullable<Parameters<typeof offline>[0]>['answers']} Answers */

/** @param {Answers} [answers] */
const tagWith = (answers) => createTag({ sid: 'bank', server: offline(answers === undefined ? {} : { answers }) });

/** @param {import('../types/index.js').ActivationResult} result */
const outcome = ({ authentication }) => (authentication.status === 'authentication-success' ? 'success' : authentication.reason);

test('offline answers with success unless told', async () => {
  const option = { type: /** @type {const} */ ('SECURED_AUTHENTICATION'), token: 'any' };
  assert.deepEqual(await tagWith().activate(() => ({ authenticationOption: option })), {
    authentication: { option, status: 'authentication-success' },
  });
  assert.equal(outcome(await createTag({ sid: 1, server: offline() }).activate(provider())), 'success');
});

for (const [reason, calls] of /** @type {const} */ ([
  [NOT_SET_UP, 4],
  [SERVER_ERROR, 4],
  [BAD_OPTION, 1],
  [ONGOING, 0],
  [TWICE, 0],
  [LOGIN_ONGOING, 0],
])) {
  test(`offline can answer “${reason}”, the provider being asked ${calls} times as online`, async () => {
    const asked = provider();
    const { authentication } = await tagWith(reason).activate(asked);
    assert.equal(authentication.status === 'authentication-failure' && authentication.reason, reason);
    assert.equal(authentication.option === null, calls === 0);
    assert.equal(asked.mock.callCount(), calls);
    assert.deepEqual(said, []);
  });
}

test('a list has one item for each activate(), not for each retry, and its last one repeats', async () => {
  const tag = tagWith([NOT_SET_UP, 'success', SERVER_ERROR]);
  /** @type {string[]} */
  const outcomes = [];
  for (let calls = 0; calls < 4; calls += 1) {
    outcomes.push(outcome(await tag.activate(provider())));
    await tag.logout();
  }
  assert.deepEqual(outcomes, [NOT_SET_UP, 'success', SERVER_ERROR, SERVER_ERROR]);
});

test('a token that stays the same is nothing to warn of offline, where nobody reads it', async () => {
  const option = { type: /** @type {const} */ ('SECURED_AUTHENTICATION'), token: 'any' };
  await tagWith([NOT_SET_UP]).activate(() => ({ authenticationOption: option }));
  assert.deepEqual(said, []);
});

test('the tag’s own rules hold offline, too', async () => {
  const tag = tagWith();
  const results = await Promise.all([tag.activate(provider()), tag.activate(provider())]);
  assert.deepEqual(results.map(outcome), ['success', ONGOING]);
  assert.equal(outcome(await tag.activate(provider())), TWICE);
  assert.equal(outcome(await tagWith().activate(/** @type {any} */ (() => null))), BAD_OPTION);
});

test('offline takes no time, also where a test runner has stopped it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] });
  assert.equal(outcome(await tagWith(NOT_SET_UP).activate(provider())), NOT_SET_UP);
});

test('offline asks no network', async (t) => {
  const fetched = t.mock.method(globalThis, 'fetch', () => Promise.reject(new Error('no network')));
  const tag = tagWith([SERVER_ERROR, 'success']);
  await tag.activate(provider());
  await tag.activate(provider());
  await tag.logout();
  assert.equal(fetched.mock.callCount(), 0);
});

test('two offline tags share nothing', async () => {
  const server = offline({ answers: ['success', NOT_SET_UP] });
  const [first, second] = [createTag({ sid: 'bank', server }), createTag({ sid: 'bank', server })];
  assert.deepEqual([outcome(await first.activate(provider())), outcome(await second.activate(provider()))], ['success', 'success']);
});

for (const answers of ['sucess', [], ['success', 'no such reason']]) {
  test(`offline refuses the answers ${JSON.stringify(answers)} and lists what it knows`, () => {
    assert.throws(() => offline({ answers: /** @type {any} */ (answers) }), /is no answer\. Known: success/);
  });
}

test('createTag names what is missing', () => {
  assert.throws(() => createTag(/** @type {any} */ ({ server: offline() })), /sid/);
  assert.throws(() => createTag(/** @type {any} */ ({ sid: 'bank' })), /server is the simulator's address/);
});

const directory = fileURLToPath(new URL('..', import.meta.url));
const run = (/** @type {string} */ code) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { cwd: directory, timeout: 8000 });

test('by its package name, in plain Node, an offline tag ends with the program', async () => {
  const { stdout } = await run(`
    import { createTag, offline } from 'iadvize-simulator-tag';
    const tag = createTag({ sid: 'bank', server: offline() });
    const result = await tag.activate(async () => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 't' } }));
    console.log(result.authentication.status, process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length);
  `);
  assert.equal(stdout.trim(), 'authentication-success 0');
});

test('a tag on a real server ends with the program too, though it still watches its session', async () => {
  const standIn = await stand();
  const { stdout } = await run(`
    import { createTag } from 'iadvize-simulator-tag';
    const tag = createTag({ sid: 'bank', server: '${standIn.url}' });
    console.log((await tag.activate(() => ({ authenticationOption: { type: 'ANONYMOUS' } }))).authentication.status);
  `);
  assert.equal(stdout.trim(), 'authentication-success');
});

test('createTag takes the address with or without its slash, or as a URL', async () => {
  const standIn = await stand();
  for (const server of [standIn.url, `${standIn.url}/`, new URL(standIn.url)]) {
    const tag = createTag({ sid: 'bank', server });
    await tag.activate(provider());
    await tag.logout();
  }
  assert.deepEqual([...new Set(standIn.calls.filter(({ method }) => method === 'POST').map(({ path }) => path))], ['/tag/activations']);
});

test('a tag given a window uses its storage, its callbacks and its body', async () => {
  const { JSDOM } = await import('jsdom');
  const { window } = new JSDOM('<body></body>', { url: 'http://shop.example/' });
  const displayed = mock.fn();
  Object.assign(window, { iAdvizeCallbacks: { onChatButtonDisplayed: displayed } });
  await createTag({ sid: 'bank', server: offline(), window }).activate(provider());
  assert.ok(window.localStorage.getItem('iadvize-bank-vuid'));
  assert.equal(displayed.mock.callCount(), 1);
  assert.ok(window.document.getElementById('iadvize-simulator-chatbox'));
});
