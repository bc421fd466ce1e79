import { element } from './element.js';
import { fixOf } from './fix.js';

/**
 * @import { AlsoFound, Check, Fix } from './shapes.js'
 */

const DOCS = / \((docs\/[^)]+)\)$/;

/**
 * What is wrong, in full: code, message, what was found and expected, what to change, and the code that does it.
 * @param {Check} check one that failed or warned @param {Fix | null} [fix] where it is at hand
 */
export function explanation({ outcome, name, code, message, hint, found, expected }, fix) {
  const hasEvidence = (found ?? expected ?? null) !== null;
  return element(
    'div',
    { class: 'explanation', 'data-outcome': outcome },
    element('p', { class: 'explanation-code' }, element('code', {}, code), element('span', {}, `${outcome} at ${name}`)),
    element('p', { class: 'explanation-message' }, message),
    hasEvidence && element('dl', { class: 'evidence' }, ...row('found', found), ...row('expected', expected)),
    hint !== null && hintText(hint),
    code !== null && fixOf(code, fix),
  );
}

/** What can be seen besides. @param {AlsoFound} also */
export function alsoExplanation({ check, code, message, hint }) {
  return element(
    'div',
    { class: 'explanation', 'data-outcome': 'warning' },
    element('p', { class: 'explanation-code' }, element('code', {}, code), element('span', {}, `also found, at ${check}`)),
    element('p', { class: 'explanation-message' }, message),
    hint !== null && hintText(hint),
  );
}

/** @param {string} label @param {unknown} value */
function row(label, value) {
  return [element('dt', {}, label), element('dd', {}, value === null ? 'nothing' : element('code', {}, inOneLine(value)))];
}

/** @param {unknown} value */
function inOneLine(value) {
  if (typeof value === 'string') return value === '' ? '""' : value;
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(', ') : JSON.stringify(value);
}

/** @param {string} hint */
function hintText(hint) {
  const docs = DOCS.exec(hint);
  return element(
    'p',
    { class: 'hint' },
    docs ? hint.slice(0, docs.index) : hint,
    ...(docs ? [' ', element('code', {}, /** @type {string} */ (docs[1]))] : []),
  );
}
