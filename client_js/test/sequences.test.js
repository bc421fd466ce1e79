import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provider, tagOn, until, useStandIn } from './harness.js';
import { openOrigin } from './origin.js';
import { refusing, plainly } from './stand-in.js';

const stand = useStandIn();
const SEQUENCES = 25;
const STEPS = 12;

/** A small seeded generator, so that a failure can be run again. @param {number} seed */
function random(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

for (let seed = 1; seed <= SEQUENCES; seed += 1) {
  test(`whatever happens in whatever order, one tab has at most one live session, and rests when it has none (seed ${seed})`, async () => {
    const standIn = await stand();
    const { iAdvize, time } = tagOn(standIn, { page: openOrigin({ hasStreams: seed % 2 === 0 }).openTab() });
    const pick = random(seed);
    /** @type {Promise<unknown>[]} */
    const pending = [];
    /** @type {string[]} */
    const done = [];
    const steps = {
      secured: () => void pending.push(iAdvize.activate(provider())),
      anonymous: () => void pending.push(iAdvize.activate(provider('ANONYMOUS'))),
      logout: () => void pending.push(iAdvize.logout()),
      expire: () => standIn.expire(),
      revoke: () => standIn.change('revoked'),
      poll: () => time.pass(3000),
      refusal: () => standIn.plan(refusing({ remaining: pick(2) })),
      outage: () => standIn.plan(plainly(503)),
      rest: () => new Promise((resolve) => setTimeout(resolve, pick(8))),
    };
    const names = /** @type {Array<keyof typeof steps>} */ (Object.keys(steps));
    for (let step = 0; step < STEPS; step += 1) {
      const name = /** @type {keyof typeof steps} */ (names[pick(names.length)]);
      done.push(name);
      await steps[name]();
    }
    await Promise.all(pending);
    const story = done.join(' → ');
    const settled = () => (time.pass(3000), standIn.live().length === (iAdvize.get('tag:version') === 'FULL' ? 1 : 0));
    await until(settled, story);
    /** @type {Record<string, number>} */
    const attempts = {};
    for (const { path, body } of standIn.calls) {
      if (path === '/tag/activations') attempts[body.activationId] = (attempts[body.activationId] ?? 0) + 1;
    }
    assert.ok(Object.values(attempts).every((count) => count <= 4), story);
    await iAdvize.logout();
    await until(() => standIn.live().length === 0, story);
  });
}
