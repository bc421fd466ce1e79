import { copyButton } from '../shared/copy-button.js';
import { element, fill } from '../shared/element.js';
import { siteChanged } from '../shared/form.js';
import { rotate } from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

/** The secret key of a Chat for JSM project: which one it is, and a new one. @param {Site} site */
export function secretKey({ siteId, secretKeyFingerprint }) {
  const facts = element('p');
  const made = element('div', { class: 'part-body', role: 'status' });
  show(secretKeyFingerprint ?? null);

  /** @param {string | null} fingerprint */
  function show(fingerprint) {
    if (fingerprint) fill(facts, 'Fingerprint ', element('code', {}, fingerprint), ', the start of its SHA-256.');
    else fill(facts, 'There is none, so no token can be verified.');
  }

  async function make() {
    await attempt(async () => {
      const { secretKey: secret } = await rotate(siteId);
      if (!secret) return;
      fill(
        made,
        element('p', {}, 'The new secret key, for your backend to sign with. It is shown this once; the one before has ended.'),
        element('div', { class: 'code-box' }, element('pre', { tabindex: '0', role: 'region', 'aria-label': 'The secret key' }, secret), copyButton(() => secret, 'Copy the secret key')),
      );
      siteChanged();
    });
  }

  return {
    node: element('div', { class: 'part-body' }, facts, element('div', { class: 'buttons' }, element('button', { type: 'button', class: 'button', click: make }, 'Make a new secret key')), made),
    /** @param {Site} next */
    update(next) {
      show(next.secretKeyFingerprint ?? null);
    },
  };
}
