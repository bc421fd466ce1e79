// What a page loads, minified and compressed: the tag at most 12 kB, the chat widget at most 6 kB.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** @param {string} what @param {string} folder @param {string[]} entries @param {number} budget */
async function weigh(what, folder, entries, budget) {
  const source = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  const { outputFiles, metafile } = await build({
    entryPoints: entries.map((entry) => source + entry),
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
  console.log(`${what} is ${total} bytes of at most ${budget} (${files} files, minified and compressed together).`);
  if (total > budget) process.exitCode = 1;
}

await weigh('The tag', 'src', ['iadvize.js', 'boot.js'], 12_000);
await weigh('The chat widget', 'chat-widget', ['chat-widget.js', 'boot.js'], 6_000);
