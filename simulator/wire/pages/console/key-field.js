import { element, fill } from '../shared/element.js';
import { labelled } from '../shared/form.js';
import { icon } from '../shared/icon.js';
import { keyReport } from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { KeyReport } from '../shared/shapes.js'
 */

const TYPED = 250;
const NOTE = 'PEM, one line of base64 (DER), or a JWK. Never the private key.';

/** A place to paste a public key, that says what was pasted. @param {string} label @param {(report: KeyReport | null) => void} [known] */
export function keyField(label, known = () => {}) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const report = element('div', { class: 'key-report', role: 'status' });
  const area = element('textarea', { class: 'field token', rows: '5', spellcheck: 'false', autocomplete: 'off', placeholder: '-----BEGIN PUBLIC KEY-----', input });
  const node = element('div', {}, labelled(label, area, { note: NOTE, name: 'brandPublicKeys' }), report);

  function input() {
    clearTimeout(timer);
    timer = setTimeout(look, TYPED);
  }

  async function look() {
    const text = area.value.trim();
    if (!text) {
      fill(report);
      known(null);
      return;
    }
    await attempt(async () => {
      const found = await keyReport(text);
      if (area.value.trim() !== text) return;
      fill(report, keyFacts(found));
      known(found);
    });
  }

  return {
    node,
    value: () => area.value.trim(),
    clear() {
      area.value = '';
      fill(report);
    },
  };
}

/** What a key is, in a line. @param {KeyReport} report */
export function keyFacts({ serves, what, form, thumbprint, message }) {
  return element(
    'p',
    { class: 'key-facts', 'data-serves': serves },
    icon(serves ? 'passed' : 'failed'),
    element(
      'span',
      {},
      serves ? `${what.charAt(0).toUpperCase()}${what.slice(1)}${form ? `, as ${form}` : ''}. It can check signatures.` : message,
      thumbprint && element('span', { class: 'thumbprint' }, 'thumbprint ', element('code', {}, thumbprint)),
    ),
  );
}
