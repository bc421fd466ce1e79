import { after, afterEach, before, mock } from 'node:test';
import { httpServer } from '../src/server.js';
import { createTagOf } from '../src/tag.js';
import { startStandIn } from './stand-in.js';
import { swiftTime } from './swift-time.js';

/** @typedef {Awaited<ReturnType<typeof startStandIn>>} StandIn */

let count = 0;

/** A provider that makes a fresh token at every call, as it should, and counts the calls. */
export function provider(type = 'SECURED_AUTHENTICATION') {
  return mock.fn(async () => {
    count += 1;
    return { authenticationOption: /** @type {any} */ ({ type, token: type === 'SECURED_AUTHENTICATION' ? `token-${count}` : null }) };
  });
}

/** Starts stand-ins for the tests of one file, and stops them after each. */
export function useStandIn() {
  /** @type {StandIn[]} */
  const started = [];
  before(() => hush());
  afterEach(async () => {
    await Promise.all(started.splice(0).map((standIn) => standIn.stop()));
  });
  after(() => mock.restoreAll());
  return async () => {
    const standIn = await startStandIn();
    started.push(standIn);
    return standIn;
  };
}

/** The console's methods, recorded instead of printed. */
export function hush() {
  const text = (/** @type {unknown[]} */ parts) => parts.map(String).join(' ');
  /** @type {{ level: string, text: string }[]} */
  const said = [];
  for (const level of /** @type {const} */ (['error', 'warn', 'info'])) {
    mock.method(console, level, (/** @type {unknown[]} */ ...parts) => void said.push({ level, text: text(parts) }));
  }
  return said;
}

/**
 * @param {StandIn} standIn
 * @param {{ page?: any, config?: object, time?: ReturnType<typeof swiftTime> }} [of]
 */
export function tagOn(standIn, { page, config, time = swiftTime() } = {}) {
  const all = { sid: 'bank', ...config };
  const server = httpServer(`${standIn.url}/`, String(all.sid), time);
  return { ...createTagOf({ config: all, server, time, page }), time };
}

/** Waits until it is so, without a fixed sleep. @param {() => unknown} isSo */
export async function until(isSo, what = String(isSo)) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`It never came to: ${what}`);
}
