import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext, constants } from 'node:vm';
import { until } from './harness.js';

const source = fileURLToPath(new URL('../src/', import.meta.url));
const script = await readFile(join(source, 'iadvize.js'), 'utf8');

/** @param {object} page */
function run(page) {
  const importModuleDynamically = /** @type {any} */ (constants).USE_MAIN_CONTEXT_DEFAULT_LOADER;
  runInNewContext(script, page, { importModuleDynamically });
}

test('the script imports its modules from /client/ beside it, whatever its query', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'tag-'));
  t.after(() => rm(root, { recursive: true }));
  await symlink(source, join(root, 'client'));
  const src = `${pathToFileURL(join(root, 'iadvize.js')).href}?sid=bank/../x`;
  /** @type {any} */
  const window = Object.assign(new EventTarget(), { iAdvizeInterface: Object.assign([], { config: { sid: 'bank' } }) });
  const document = { currentScript: { src } };
  run({ document, window, URL, console });
  document.currentScript = /** @type {any} */ (null);
  let runs = 0;
  await until(() => window.iAdvizeInterface.push(() => (runs += 1)) !== undefined && runs > 0);
});

test('a script without an address says so and does nothing', (t) => {
  const error = t.mock.fn();
  run({ document: { currentScript: null }, window: {}, URL, console: { error } });
  assert.match(String(error.mock.calls[0]?.arguments[0]), /<script src=.*without type="module"/);
});

for (const [what, boot] of /** @type {const} */ ([
  ['are not there', null],
  ['throw', "export const boot = () => { throw new Error('odd page') };"],
])) {
  test(`modules that ${what} are one line in the console that names the server, and no uncaught error`, async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'tag-'));
    t.after(() => rm(root, { recursive: true }));
    if (boot) {
      await mkdir(join(root, 'client'));
      await writeFile(join(root, 'client', 'boot.js'), boot);
      await writeFile(join(root, 'package.json'), '{"type":"module"}');
    }
    const error = t.mock.fn();
    const base = pathToFileURL(join(root, '/')).href;
    run({ document: { currentScript: { src: `${base}iadvize.js` } }, window: {}, URL, console: { error } });
    await until(() => error.mock.callCount() > 0);
    assert.ok(String(error.mock.calls[0]?.arguments[0]).includes(base));
  });
}
