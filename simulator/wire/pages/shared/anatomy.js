import { element } from './element.js';
import { icon } from './icon.js';

/**
 * A token in its parts, each with a colour of its own: as it was pasted, and what it holds.
 *
 * @import { Part, Span } from './shapes.js'
 */

const NAMES = /** @type {Record<number, string[]>} */ ({
  3: ['header', 'payload', 'signature'],
  5: ['header', 'encrypted key', 'initialization vector', 'ciphertext', 'authentication tag'],
});
const LONG = 4_000;
const TAIL = 24;
const CUT = 20_000;

/** The text itself, coloured where its parts can be told. @param {string} token */
export function tokenText(token) {
  const view = element('pre', { class: 'token-text', tabindex: '0', role: 'region', 'aria-label': 'The token, part by part' });
  const segments = token.split('.');
  const names = NAMES[segments.length];
  if (!names) {
    view.append(token.length > CUT ? `${token.slice(0, CUT)}…` : token);
    return view;
  }
  segments.forEach((text, place) => {
    if (place > 0) view.append(element('span', { class: 'dot' }, '.'));
    view.append(element('span', { 'data-part': names[place], title: `${place + 1}: ${names[place]}` }, shortened(text)));
  });
  return view;
}

/** What each part holds, with marks where something is wrong. @param {{ title: string, parts: Part[] }} anatomy */
export function anatomyOf({ title, parts }) {
  return element(
    'section',
    { class: 'anatomy', 'aria-label': title },
    element('h3', {}, title),
    element('ol', { class: 'parts' }, ...parts.map(partOf)),
  );
}

/** @param {Part} part */
function partOf({ number, name, characters, note, lines, outcome }) {
  const isInside = number.includes('.');
  const size = [characters !== null && `${characters.toLocaleString('en')} characters`, note].filter(Boolean).join(', ');
  return element(
    'li',
    { class: 'part-of-token', 'data-part': name, 'data-inside': isInside, 'data-outcome': outcome },
    element(
      'p',
      { class: 'part-head' },
      element('span', { class: 'part-number' }, number),
      element('span', { class: 'part-name' }, name),
      element('span', { class: 'part-size' }, size),
      outcome && element('span', { class: 'part-outcome' }, icon(outcome === 'failed' ? 'failed' : 'warning'), outcome === 'failed' ? 'wrong here' : 'worth a look'),
    ),
    lines.length > 0 && element('div', { class: 'part-lines' }, ...lines.flatMap(lineOf)),
  );
}

/** @param {Part['lines'][number]} line */
function lineOf({ text, spans, remark }) {
  const shown = element('p', { class: 'part-line' }, ...stretches(text, spans), remark && element('span', { class: 'part-remark' }, remark));
  return [shown, ...spans.map(({ label, outcome }) => element('p', { class: 'part-mark', 'data-outcome': outcome }, '↑ ', label))];
}

/** @param {string} text @param {Span[]} spans in code points */
function* stretches(text, spans) {
  const points = [...text];
  let at = 0;
  for (const { start, end, outcome } of spans.toSorted((one, other) => one.start - other.start)) {
    const from = Math.max(start, at);
    yield points.slice(at, from).join('');
    yield element('mark', { 'data-outcome': outcome }, points.slice(from, end).join('') || ' ');
    at = Math.max(end, at);
  }
  yield points.slice(at).join('');
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONG ? `${text.slice(0, LONG - TAIL)}…${text.slice(-TAIL)}` : text;
}
