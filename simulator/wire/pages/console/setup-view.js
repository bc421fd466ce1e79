import { copyButton } from '../shared/copy-button.js';
import { element } from '../shared/element.js';
import { publicKey } from '../shared/simulator.js';
import { span } from '../shared/time.js';
import { snippetOf } from './snippet.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

const FORMS = /** @type {const} */ ([
  ['pem', 'PEM'],
  ['der', 'One line of base64 (DER), as iAdvize publishes its own'],
  ['jwk', 'JWK'],
]);

/** What a brand has to know to use this site. @param {Site} site */
export function setupView(site) {
  const keys = element('div', { class: 'keys' });
  void attempt(async () => {
    const texts = await Promise.all(FORMS.map(([form]) => publicKey(form)));
    keys.append(...FORMS.map(([form, label], place) => keyBox(form, label, texts[place] ?? '')));
  });
  const node = element(
    'div',
    { class: 'setup-view' },
    part('Address', 'Where this simulator answers you.', codeBox(location.origin, 'Copy the address')),
    part('The tag', 'For your page, in the place of iAdvize’s.', codeBox(snippetOf(site.siteId), 'Copy the tag')),
    part('The key to encrypt for', 'iAdvize’s stand-in public key. Your backend uses it in the place of iAdvize’s own.', keys),
    part('The brand’s public keys', 'Signatures of this site’s tokens are checked with these, in turn.', ...brandKeys(site)),
    part('Rules', 'As the site is set up; change them with PUT /_simulator/sites/' + site.siteId + '.', rules(site)),
  );
  return { node, go() {}, end() {} };
}

/** @param {string} title @param {string} note @param {...Node} content */
function part(title, note, ...content) {
  return element('section', { class: 'part' }, element('div', {}, element('h2', {}, title), element('p', { class: 'quiet' }, note)), element('div', { class: 'part-body' }, ...content));
}

/** @param {string} text @param {string} label */
function codeBox(text, label) {
  return element('div', { class: 'code-box' }, element('pre', { tabindex: '0' }, text), copyButton(() => text, label));
}

/** @param {string} form @param {string} label @param {string} text */
function keyBox(form, label, text) {
  return element('div', { class: 'key', 'data-form': form }, element('h3', {}, label), codeBox(text, `Copy the key as ${form.toUpperCase()}`));
}

/** @param {Site} site */
function brandKeys({ brandPublicKeys }) {
  if (brandPublicKeys.length > 0) return brandPublicKeys.map((pem, place) => codeBox(pem.trim(), `Copy brand key ${place + 1}`));
  return [element('p', { class: 'empty' }, 'None yet, so every token is refused with brand_key_missing. Put yours with PUT and {"brandPublicKeys": […]}.')];
}

/** @param {Site} site */
function rules({ authenticationEnabled, sessionLifetimeSeconds, retries, verdicts, rules: { leewaySeconds, requireExp } }) {
  const facts = [
    ['Authentication', authenticationEnabled ? 'on' : 'off'],
    ['Sessions last', span(sessionLifetimeSeconds)],
    ['Retries after a refusal', String(retries)],
    ['Refusals are', verdicts === 'explained' ? 'explained to the page’s console' : 'opaque, as in production'],
    ['exp', `${requireExp ? 'required' : 'optional'}, ${leewaySeconds ? `${span(leewaySeconds)} of leeway` : 'no leeway'}`],
  ];
  return element('dl', { class: 'facts' }, ...facts.flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)]));
}
