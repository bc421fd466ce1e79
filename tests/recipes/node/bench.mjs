// Runs every recipe of the folder in the first argument and prints what came of each, as JSON.
import { pathToFileURL } from 'node:url';

const recipe = (name) => import(pathToFileURL(`${process.argv[2]}/${name}.mjs`));

const response = () => ({
  headers: {},
  setHeader(name, value) { this.headers[name] = value; },
  end(body) { this.body = body; },
});

const refused = (call) => {
  try {
    call();
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
};

const { userId } = await recipe('user_id');
const { visitorData } = await recipe('visitor_data');
const { claims } = await recipe('claims');
const { loadBrandKey, sign } = await recipe('sign');
const { loadIadvizeKey } = await recipe('load_iadvize_key');
const { encrypt } = await recipe('encrypt');
const { chatToken } = await recipe('whole_token');
const { expiry } = await recipe('expiry');
const { handOver } = await recipe('hand_over');
const { freshToken } = await recipe('fresh_token');

const customer = { firstName: 'Zoë', zipCode: 75011, city: null, loyalty: 'gold' };
const signed = await sign(claims(userId(42), visitorData(customer)), loadBrandKey(process.env.BRAND_PRIVATE_KEY));
const iadvizeKey = loadIadvizeKey(process.env.IADVIZE_PUBLIC_KEY);
const empty = await sign(claims(userId(42), visitorData({})), loadBrandKey(process.env.BRAND_PRIVATE_KEY));

const handed = response();
handOver(handed, 'a.b.c.d.e');

let made = 0;
const fresh = [response(), response()];
for (const one of fresh) await freshToken(one, async () => `token-${(made += 1)}`);

console.log(JSON.stringify({
  userId: userId(42),
  longest: userId('😀'.repeat(255)),
  refused: [null, ' ', 'x'.repeat(256)].map((id) => refused(() => userId(id))),
  visitorData: visitorData(customer),
  expiry: expiry(),
  token: await encrypt(signed, iadvizeKey),
  emptyData: await encrypt(empty, iadvizeKey),
  whole: await chatToken('42', { firstName: 'Zoë' }),
  handed: JSON.parse(handed.body),
  fresh: fresh.map((one) => JSON.parse(one.body)),
  cacheControl: fresh[0].headers['Cache-Control'],
}));
