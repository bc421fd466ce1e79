import { element } from './element.js';

const LONG = 60;
const NAMES_AND_TEXTS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** A JSON value, indented and coloured; a long text is cut in the middle. @param {unknown} value @param {string} label */
export function jsonView(value, label) {
  const text = JSON.stringify(value, (_, held) => (typeof held === 'string' ? cut(held) : held), 2);
  const view = element('pre', { class: 'json', tabindex: '0', role: 'region', 'aria-label': label });
  let end = 0;
  for (const found of text.matchAll(NAMES_AND_TEXTS)) {
    view.append(text.slice(end, found.index), element('span', { class: found[1] ? 'name' : colour(found[0]) }, found[0]));
    end = found.index + found[0].length;
  }
  view.append(text.slice(end));
  return view;
}

/** @param {string} text */
function cut(text) {
  return text.length > LONG && !text.includes(' ') ? `${text.slice(0, 14)}…${text.slice(-6)} (${text.length} characters)` : text;
}

/** @param {string} text */
function colour(text) {
  if (text === '"authentication-success"') return 'good';
  return text === '"authentication-failure"' ? 'bad' : 'text';
}
