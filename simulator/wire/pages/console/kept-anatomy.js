/**
 * A token's anatomy from what the journal keeps of it: what was decoded, and at which part a check failed. The text
 * itself is not kept.
 *
 * @import { Check, Part, Verdict } from '../shared/shapes.js'
 */

const PART_OF = /** @type {Record<string, string>} */ ({
  'jwe-header': '1',
  key_unwrap_failed: '2',
  ciphertext_tampered: '5',
  inner_not_jws: '4',
  'jws-header': 'header',
  signature: 'signature',
  claims: 'payload',
  lifetime: 'payload',
});

const SHORT = 70;
const FEW = 6;

/** @param {Verdict} verdict @returns {{ title: string, parts: Part[] } | null} null where nothing was decoded */
export function keptAnatomy({ code, checks, jweHeader, jwsHeader, claims }) {
  if (!jweHeader && !jwsHeader && !claims) return null;
  const isEncrypted = Boolean(jweHeader);
  const inside = isEncrypted ? '4.' : '';
  const inner = jwsHeader || claims ? jws(inside, jwsHeader, claims) : [];
  const parts = isEncrypted
    ? [part('1', 'header', '', jweHeader), part('2', 'encrypted key'), part('3', 'initialization vector'), part('4', 'ciphertext', inner.length > 0 ? 'inside it, a JWS:' : ''), ...inner, part('5', 'authentication tag')]
    : inner;
  for (const check of checks) {
    const { name, code: remark, outcome } = check;
    if (remark === null || (outcome !== 'failed' && outcome !== 'warning')) continue;
    const at = PART_OF[remark] ?? PART_OF[name];
    const found = parts.find(({ number, name: called }) => number === at || ((number.includes('.') || !isEncrypted) && called === at));
    if (!found) continue;
    if (found.outcome === null || remark === code) found.outcome = outcome;
    mark(found, check);
  }
  return { title: isEncrypted ? 'What the token held: five parts (JWE)' : 'What the token held: three parts (JWS)', parts };
}

/** Where what was found stands as it was found. @param {Part} part @param {Check} check */
function mark({ lines }, { found, expected, outcome }) {
  if (typeof found !== 'string' && typeof found !== 'number') return;
  const text = JSON.stringify(found);
  const line = lines.find((one) => one.text.includes(text));
  if (!line) return;
  const start = [...line.text.slice(0, line.text.indexOf(text))].length;
  const label = typeof expected === 'string' ? `expected ${expected}` : 'this is what is wrong';
  line.spans.push({ start, end: start + [...text].length, label, outcome });
}

/** @param {string} inside @param {object | null} header @param {object | null} claims */
function jws(inside, header, claims) {
  return [part(`${inside}1`, 'header', '', header), part(`${inside}2`, 'payload', claims ? '' : 'not kept', claims), part(`${inside}3`, 'signature')];
}

/** @param {string} number @param {string} name @param {string} [note] @param {object | null} [held] @returns {Part} */
function part(number, name, note = '', held = null) {
  const lines = held ? JSON.stringify(held, null, 2).split('\n') : [];
  const oneLine = lines.map((line) => line.trim()).join(' ');
  const isShort = oneLine.length < SHORT && lines.length < FEW;
  const shown = held && isShort ? [oneLine.replace(/^\{ /, '{').replace(/ \}$/, '}')] : lines;
  return { number, name, characters: null, note, lines: shown.map((text) => ({ text, spans: [], remark: '' })), outcome: null };
}
