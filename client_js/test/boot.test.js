import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { boot } from '../src/boot.js';
import { hush, provider, until, useStandIn } from './harness.js';
import { swiftTime } from './swift-time.js';

const stand = useStandIn();
/** @type {ReturnType<typeof hush>} */
let said;
beforeEach(() => (said = hush()));

/** @param {unknown} queue @returns {any} a page whose script has not loaded yet */
function pageWith(queue) {
  const { window } = new JSDOM('<body></body>', { url: 'http://shop.example/' });
  if (queue !== undefined) Object.assign(window, { iAdvizeInterface: queue });
  return window;
}

/** @param {any} page */
const load = (page, base = 'http://127.0.0.1:9/') => boot(page, base, swiftTime());

/** @param {unknown[]} functions */
const queueOf = (...functions) => Object.assign(functions, { config: { sid: 'bank' } });

test('functions pushed before and after loading all run, in their order, with the same object', () => {
  /** @type {unknown[]} */
  const got = [];
  const page = pageWith(queueOf((/** @type {unknown} */ iAdvize) => got.push('a', iAdvize)));
  load(page);
  page.iAdvizeInterface.push((/** @type {unknown} */ iAdvize) => got.push('b', iAdvize));
  assert.deepEqual([got[0], got[2]], ['a', 'b']);
  assert.equal(got[1], got[3]);
});

test('push takes several functions at once', () => {
  const page = pageWith(queueOf());
  load(page);
  let runs = 0;
  page.iAdvizeInterface.push(() => (runs += 1), () => (runs += 1));
  assert.equal(runs, 2);
});

test('a function that pushes another does not jump the queue', () => {
  /** @type {string[]} */
  const order = [];
  const page = pageWith(undefined);
  page.iAdvizeInterface = queueOf(
    () => {
      order.push('a');
      page.iAdvizeInterface.push(() => order.push('c'));
      order.push('end of a');
    },
    () => order.push('b'),
  );
  load(page);
  assert.deepEqual(order, ['a', 'end of a', 'b', 'c']);
});

test('a function that throws, or rejects later, is logged and stops nothing', async () => {
  let runs = 0;
  const queue = queueOf(
    () => {
      throw new Error('sync');
    },
    async () => {
      throw new Error('async');
    },
    () => (runs += 1),
  );
  load(pageWith(queue));
  assert.equal(runs, 1);
  await until(() => said.filter(({ level }) => level === 'error').length === 2);
});

test('what is no function is passed over with a warning', () => {
  let runs = 0;
  load(pageWith(queueOf('activate', null, () => (runs += 1))));
  assert.equal(runs, 1);
  assert.equal(said.filter(({ text }) => text.includes('takes functions')).length, 2);
});

for (const [what, make] of /** @type {Array<[string, (run: () => void) => object]>} */ ([
  ['an array-like object', (run) => ({ 0: run, length: 1, config: { sid: 'bank' }, push() {} })],
  ['a frozen array', (run) => Object.freeze(queueOf(run))],
  ['a subclass of Array', (run) => Object.assign(class extends Array {}.of(run), { config: { sid: 'bank' } })],
])) {
  test(`${what} will do for a queue`, () => {
    let runs = 0;
    const page = pageWith(make(() => (runs += 1)));
    load(page);
    page.iAdvizeInterface.push(() => (runs += 1));
    assert.equal(runs, 2);
    assert.equal(page.iAdvizeInterface.config.sid, 'bank');
  });
}

test('without a queue there is one afterwards, and the missing sid is said', () => {
  const page = pageWith(undefined);
  load(page);
  let runs = 0;
  page.iAdvizeInterface.push(() => (runs += 1));
  assert.equal(runs, 1);
  assert.ok(said.some(({ text }) => text.includes('iAdvizeInterface.config is missing')));
});

for (const [sid, what] of /** @type {Array<[unknown, string]>} */ ([[undefined, 'undefined'], [null, 'null'], ['', 'an empty string']])) {
  test(`a sid that is ${what} is said`, () => {
    load(pageWith(Object.assign([], { config: { sid } })));
    assert.ok(said.some(({ text }) => text.includes(`iAdvizeInterface.config.sid is ${what}`)));
  });
}

test('the script loaded twice runs nothing twice', () => {
  let runs = 0;
  const page = pageWith(queueOf(() => (runs += 1)));
  load(page);
  load(page);
  assert.equal(runs, 1);
  assert.ok(said.some(({ text }) => text.includes('twice')));
});

test('two copies of the script, from two names of one server, run nothing twice', async () => {
  const copy = '../src/boot.js?another';
  const other = await import(copy);
  let runs = 0;
  const page = pageWith(queueOf(() => (runs += 1)));
  load(page);
  other.boot(page, 'http://localhost:9/', swiftTime());
  assert.equal(runs, 1);
  assert.ok(said.some(({ text }) => text.includes('twice')));
});

test('a page activates against the origin that the script came from', async () => {
  const standIn = await stand();
  const page = pageWith(queueOf());
  load(page, `${standIn.url}/under/a/path/`);
  /** @type {any} */
  let result;
  page.iAdvizeInterface.push(async (/** @type {any} */ iAdvize) => (result = await iAdvize.activate(provider())));
  await until(() => standIn.calls.length > 0);
  assert.equal(standIn.calls[0]?.path, '/under/a/path/tag/activations');
  await until(() => result);
});
