import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = fileURLToPath(new URL('..', import.meta.url));

test('the README’s example for node:test passes as it stands', async (t) => {
  const readme = await readFile(join(here, 'README.md'), 'utf8');
  const [chat, chatTest] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'node_modules'));
  await symlink(here, join(folder, 'node_modules', 'iadvize-simulator-tag'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'chat.js'), chat ?? '');
  await writeFile(join(folder, 'chat.test.js'), chatTest ?? '');
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', 'chat.test.js'], { cwd: folder, env });
  assert.match(stdout, /# pass 1\n/);
});
