import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const client = fileURLToPath(new URL('..', import.meta.url));
const runners = fileURLToPath(new URL('runners/', import.meta.url));
const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, FORCE_COLOR: ___, ...rest } = process.env;
const env = { ...rest, NO_COLOR: '1' };

/** @type {string} */
let place;
/** @type {string[]} */
let blocks;
before(async () => {
  place = await mkdtemp(join(tmpdir(), 'runners-'));
  const readme = await readFile(join(client, 'README.md'), 'utf8');
  blocks = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  await run('npm', ['pack', '--silent', '--pack-destination', place], { cwd: client, env });
  const [tarball] = await readdir(place);
  await run('tar', ['-xzf', String(tarball)], { cwd: place });
});
after(() => rm(place, { recursive: true }));

/** @param {string} runner */
function blockOf(runner) {
  const found = blocks.find((block) => block.includes(`from '${runner}'`));
  assert(found, `the README shows no example with ${runner}`);
  return found;
}

/**
 * The README's example for node:test with the import and the assertion that it shows for another runner.
 * @param {string} runner
 */
function exampleWith(runner) {
  const [imports, , assertion] = blockOf(runner).trimEnd().split('\n');
  const others = blockOf('node:test').replace(/^import .* from 'node:.*';\n/gm, '');
  return `${imports}\n${others.replace(/^ *assert\..*$/m, `  ${assertion}`)}`;
}

/**
 * A project as somebody else would have it: the runner's packages, and the tag as it is packed.
 * @param {string} runner
 * @param {string} example
 */
async function projectWith(runner, example) {
  const folder = await mkdtemp(join(place, `${runner}-`));
  const packages = join(runners, runner, 'node_modules');
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(packages)) await symlink(join(packages, name), join(folder, 'node_modules', name));
  await cp(join(place, 'package'), join(folder, 'node_modules', 'iadvize-simulator-tag'), { recursive: true });
  await cp(join(runners, runner, 'package.json'), join(folder, 'package.json'));
  await writeFile(join(folder, 'chat.js'), blocks[0] ?? '');
  await writeFile(join(folder, 'chat.test.js'), example);
  return folder;
}

for (const [runner, module] of /** @type {const} */ ([
  ['vitest', 'vitest'],
  ['jest', '@jest/globals'],
])) {
  for (const environment of ['node', 'jsdom']) {
    test(`the packed tag works under ${runner} in ${environment}, as the README has it`, async () => {
      const folder = await projectWith(runner, exampleWith(module));
      const { stdout, stderr } = await run('npm', ['run', `in-${environment}`], { cwd: folder, env });
      assert.match(stdout + stderr, /Tests: +1 passed|Tests +1 passed/);
    });

    test(`a test under ${runner} in ${environment} fails where the page is wrong`, async () => {
      const wrong = exampleWith(module).replace('/^No chat/', '/^Chat with us/');
      const folder = await projectWith(runner, wrong);
      await assert.rejects(run('npm', ['run', `in-${environment}`], { cwd: folder, env }), /No chat: Failed to fetch/);
    });
  }
}
