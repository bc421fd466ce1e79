// What a page loads, minified and compressed: at most 12 kB.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const BUDGET = 12_000;
const source = fileURLToPath(new URL('../src/', import.meta.url));

const { outputFiles, metafile } = await build({
  entryPoints: [`${source}iadvize.js`, `${source}boot.js`],
  outdir: source,
  absWorkingDir: source,
  bundle: true,
  minify: true,
  format: 'esm',
  metafile: true,
  write: false,
  logLevel: 'error',
});

const sizes = outputFiles.map(({ contents }) => gzipSync(contents, { level: 9 }).length);
const total = sizes.reduce((sum, size) => sum + size, 0);
const files = Object.keys(metafile.inputs).length;
console.log(`A page loads ${total} bytes of at most ${BUDGET} (${files} files, minified and compressed together).`);
if (total > BUDGET) process.exitCode = 1;
