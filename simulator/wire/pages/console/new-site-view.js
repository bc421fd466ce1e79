import { copyButton } from '../shared/copy-button.js';
import { element, fill } from '../shared/element.js';
import { labelled, siteChanged, submitted } from '../shared/form.js';
import { createSite } from '../shared/simulator.js';
import { keyField } from './key-field.js';
import { hashOf } from './route.js';

/**
 * @import { NewSite, SiteFields } from '../shared/shapes.js'
 */

/** A site is made here. */
export function newSiteView() {
  const name = element('input', { class: 'field', autocomplete: 'off', maxlength: '200', placeholder: 'My shop' });
  const id = element('input', { class: 'field', autocomplete: 'off', spellcheck: 'false', placeholder: 'my-shop' });
  const fresh = element('input', { type: 'radio', name: 'keys', value: 'fresh', checked: true, change: choose });
  const own = element('input', { type: 'radio', name: 'keys', value: 'own', change: choose });
  const key = keyField('The brand’s public key');
  key.node.hidden = true;
  const form = element(
    'form',
    { class: 'stacked new-site-form', submit: make },
    labelled('Name', name, { name: 'name' }),
    labelled('Id, the sid of the page', id, { note: 'Letters, digits, _ and -. Without one, the simulator chooses.', name: 'siteId' }),
    element(
      'fieldset',
      {},
      element('legend', {}, 'Keys'),
      element('label', { class: 'choice-line' }, fresh, ' Make a key pair. The simulator can then make tokens for the site, too.'),
      element('label', { class: 'choice-line' }, own, ' I have a key pair: paste the public key.'),
    ),
    key.node,
    element('p', { class: 'wrong', role: 'alert' }),
    element('div', { class: 'buttons' }, element('button', { class: 'button main' }, 'Make the site')),
  );
  const node = element('div', { class: 'new-site-view' }, element('h1', {}, 'New site'), element('p', { class: 'quiet' }, 'A site is one customer of iAdvize: its keys, rules, clock and all that happens on it. Give each test its own, and tests never meet.'), form);

  function choose() {
    key.node.hidden = !own.checked;
    if (own.checked) key.node.querySelector('textarea')?.focus();
  }

  /** @param {Event} event */
  function make(event) {
    event.preventDefault();
    void submitted(form, async () => {
      const site = await createSite(wanted());
      siteChanged();
      if (site.brandPrivateKey) made(site, site.brandPrivateKey);
      else location.hash = hashOf(site.siteId, 'setup');
      return '';
    });
  }

  /** @returns {SiteFields} */
  function wanted() {
    const siteId = id.value.trim();
    return { ...(siteId && { siteId }), name: name.value.trim(), ...(own.checked && { brandPublicKeys: [key.value()] }) };
  }

  /** @param {NewSite} site @param {string} privateKey */
  function made({ siteId }, privateKey) {
    const heading = element('h1', { tabindex: '-1' }, `The site ${siteId} is made`);
    fill(
      node,
      heading,
      element('p', {}, 'This is the brand’s private key, for your backend to sign with. It is shown this once.'),
      element('div', { class: 'code-box' }, element('pre', { tabindex: '0', role: 'region', 'aria-label': 'The brand’s private key' }, privateKey.trim()), copyButton(() => privateKey, 'Copy the private key')),
      element('p', {}, element('a', { class: 'button main', href: hashOf(siteId, 'setup') }, 'On to the tag and the key to encrypt for')),
    );
    heading.focus();
  }

  return node;
}
