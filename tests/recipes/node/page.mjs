// Runs the page's recipe in the first argument against a stand-in for the tag, which asks its provider twice,
// and prints what the provider returned and what was fetched.
import { pathToFileURL } from 'node:url';

const fetched = [];
globalThis.fetch = async (path, options) => {
  fetched.push([path, options?.cache ?? 'default']);
  return Response.json({ token: `a.b.c.d.${fetched.length}` });
};

const provided = [];
const iAdvize = {
  async activate(provider) {
    provided.push(await provider(), await provider());
    return { authentication: { status: 'authentication-success' } };
  },
};
globalThis.window = {};
if (process.argv[3] === 'loaded') window.iAdvizeInterface = { push: (pushed) => pushed(iAdvize) };

globalThis.console.log = () => {};
await import(pathToFileURL(process.argv[2]));
if (Array.isArray(window.iAdvizeInterface)) await Promise.all(window.iAdvizeInterface.map((pushed) => pushed(iAdvize)));
while (provided.length < 2) await new Promise(setImmediate);
process.stdout.write(JSON.stringify({ provided, fetched }));
