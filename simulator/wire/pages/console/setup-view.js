import { copyButton } from '../shared/copy-button.js';
import { element, fill } from '../shared/element.js';
import { publicKey } from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';
import { brandKeys } from './brand-keys.js';
import { keyRotation } from './key-rotation.js';
import { removal } from './site-removal.js';
import { rulesForm } from './rules-form.js';
import { secretKey } from './secret-key.js';
import { snippetOf, widgetOf } from './snippet.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

const FORMS = /** @type {const} */ ([
  ['pem', 'PEM'],
  ['der', 'One line of base64 (DER), as iAdvize publishes its own'],
  ['jwk', 'JWK'],
]);

/** What a brand has to know to use this site, and what can be changed about it. @param {Site} site */
export function setupView(site) {
  const { siteId, provider = 'iadvize' } = site;
  const rules = rulesForm(site);
  const parts = [part('Address', 'Where this simulator answers you.', codeBox(location.origin, 'Copy the address'))];
  /** @type {{ node: HTMLElement, update: (site: Site) => void } | null} */
  let brand = null;
  // Sites of another system have keys and a script of their own kind.
  if (provider === 'iadvize') {
    const keys = element('div', { class: 'keys' });
    const showKeys = () =>
      void attempt(async () => {
        const texts = await Promise.all(FORMS.map(([form]) => publicKey(form, siteId)));
        fill(keys, ...FORMS.map(([form, label], place) => keyBox(form, label, texts[place] ?? '')));
      });
    showKeys();
    brand = brandKeys(site);
    parts.push(
      part('The tag', 'For your page, in the place of iAdvize’s.', codeBox(snippetOf(siteId), 'Copy the tag')),
      part('The key to encrypt for', 'iAdvize’s stand-in public key. Your backend uses it in the place of iAdvize’s own.', keys),
      part('The brand’s public keys', 'Signatures of this site’s tokens are checked with these, in turn. While a key rotates there are two.', brand.node),
      part('Rotation', 'A new key in the place of one, to see whether your backend survives it.', keyRotation(siteId, showKeys)),
    );
  }
  if (provider === 'jsm-chat') {
    brand = secretKey(site);
    parts.push(
      part('The widget', 'For your page, in the place of Appfire’s.', codeBox(widgetOf(siteId), 'Copy the widget')),
      part('The secret key', 'Your backend signs with it. It stays on both sides and never reaches a page.', brand.node),
    );
  }
  parts.push(part('Rules', 'They hold until the simulator stops; what shall stay goes into simulator.toml.', rules.node), part('Start over', 'What happened here, or all of it.', removal(siteId)));
  return {
    node: element('div', { class: 'setup-view' }, ...parts),
    go() {},
    end() {},
    /** @param {Site} next */
    update(next) {
      rules.update(next);
      brand?.update(next);
    },
  };
}

/** @param {string} title @param {string} note @param {...Node} content */
function part(title, note, ...content) {
  return element('section', { class: 'part' }, element('div', {}, element('h2', {}, title), element('p', { class: 'quiet' }, note)), element('div', { class: 'part-body' }, ...content));
}

/** @param {string} text @param {string} label */
function codeBox(text, label) {
  return element('div', { class: 'code-box' }, element('pre', { tabindex: '0', role: 'region', 'aria-label': label.replace('Copy t', 'T') }, text), copyButton(() => text, label));
}

/** @param {string} form @param {string} label @param {string} text */
function keyBox(form, label, text) {
  return element('div', { class: 'key', 'data-form': form }, element('h3', {}, label), codeBox(text, `Copy the key as ${form.toUpperCase()}`));
}
