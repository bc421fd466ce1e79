import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { boot } from '../src/boot.js';
import { realTime } from '../src/time.js';
import { hush, until, useStandIn } from './harness.js';

const stand = useStandIn();
/** @type {ReturnType<typeof hush>} */
let said;
beforeEach(() => (said = hush()));

/**
 * An iframe that behaves as iAdvize's boxed tag was observed to: every message from the host becomes a call of the
 * method that it names, every result is posted back, and the token is awaited by a listener that the next message of
 * any kind uses up.
 */
async function boxed() {
  const standIn = await stand();
  const { window } = new JSDOM('<body></body>', { url: 'http://frame.example/' });
  const page = /** @type {any} */ (window);
  /** @type {any[]} */
  const posted = [];
  const post = (/** @type {unknown} */ message) => void posted.push(structuredClone(message));
  const host = (/** @type {unknown} */ data) => page.dispatchEvent(Object.assign(new page.Event('message'), { data }));
  page.iAdvizeInterface = Object.assign([], { config: { sid: 'bank', mode: 'sandboxed' } });

  const token = () => {
    post({ method: 'get-activate-auth-token' });
    return new Promise((resolve) => {
      page.addEventListener(
        'message',
        (/** @type {any} */ { data }) => data.method === 'set-activate-auth-token' && resolve(data.args),
        { once: true },
      );
    });
  };
  page.addEventListener('message', (/** @type {any} */ { data: { command, method, args } }) => {
    if (command !== 'internals') return;
    page.iAdvizeInterface.push(async (/** @type {any} */ iAdvize) => {
      if (method === 'activate') {
        const { type } = args.authenticationOption;
        const provider = async () => ({ authenticationOption: { type, token: type.startsWith('SECURED') ? await token() : null } });
        post({ method, activation: await iAdvize.activate(provider) });
      } else if (method === 'logout') post({ method, logout: await iAdvize.logout() });
      else if (method === 'on' || method === 'off') iAdvize[method](...args, (/** @type {unknown} */ value) => post({ method, args, value }));
      else post({ method, args, value: iAdvize[method](...args) });
    });
  });
  page.iAdvizeInterface.push((/** @type {any} */ iAdvize) => iAdvize.on('app:boundariesChange', post));

  const call = (/** @type {string} */ method, /** @type {unknown} */ args = []) => host({ command: 'internals', method, args });
  const answer = (/** @type {string} */ method) => until(() => posted.some((message) => message.method === method)).then(() => posted.find((message) => message.method === method));
  boot(page, `${standIn.url}/`, realTime);
  return { standIn, page, posted, host, call, answer };
}

const activate = (/** @type {string} */ type) => ({ authenticationOption: { type } });

test('a secured activation: the host is asked for a token, gives it, and hears of the success', async () => {
  const { call, answer } = await boxed();
  call('activate', activate('SECURED_AUTHENTICATION'));
  await answer('get-activate-auth-token');
  call('set-activate-auth-token', 'a.b.c.d.e');
  assert.deepEqual((await answer('activate')).activation, {
    authentication: { option: { type: 'SECURED_AUTHENTICATION', token: 'a.b.c.d.e' }, status: 'authentication-success' },
  });
});

test('messages right behind the activation do not use up the wait for the token', async () => {
  const { call, host, answer } = await boxed();
  call('activate', activate('SECURED_AUTHENTICATION'));
  call('navigate', ['http://shop.example/']);
  host({ hostWidth: 1200, hostHeight: 800 });
  await answer('get-activate-auth-token');
  call('set-activate-auth-token', 'a.b.c.d.e');
  assert.equal((await answer('activate')).activation.authentication.status, 'authentication-success');
});

test('an anonymous activation, whose token is null', async () => {
  const { call, answer } = await boxed();
  call('activate', activate('ANONYMOUS'));
  assert.deepEqual((await answer('activate')).activation.authentication.option, { type: 'ANONYMOUS', token: null });
});

test('logout', async () => {
  const { call, answer, standIn } = await boxed();
  call('activate', activate('ANONYMOUS'));
  await answer('activate');
  call('logout');
  await answer('logout');
  assert.deepEqual(standIn.live(), []);
});

test('set, get, on and off with a listener that was never on', async () => {
  const { call, answer } = await boxed();
  call('on', ['visitor:GDPRConsentChange']);
  call('set', ['visitor:GDPRConsent', true]);
  assert.equal((await answer('on')).value, true);
  call('get', ['visitor:GDPRConsent']);
  assert.equal((await answer('get')).value, true);
  call('off', ['visitor:GDPRConsentChange']);
});

test('a token that arrives as a method call is no error; an unknown method is logged and stops nothing', async () => {
  const { call, answer } = await boxed();
  call('set-activate-auth-token', 'a.b.c.d.e');
  await answer('set-activate-auth-token');
  assert.equal(said.filter(({ level }) => level === 'error').length, 0);
  call('no-such-method');
  await until(() => said.some(({ level }) => level === 'error'));
  call('get', ['tag:version']);
  assert.equal((await answer('get')).value, 'LIGHT');
});

test('the boundaries reach the host, so that the iframe fits', async () => {
  const { call, answer, posted } = await boxed();
  call('activate', activate('ANONYMOUS'));
  await answer('activate');
  call('logout');
  await answer('logout');
  assert.deepEqual(posted.filter(({ width }) => width !== undefined), [{ width: 40, height: 40, right: 0, bottom: 0 }, { width: 0, height: 0 }]);
});
