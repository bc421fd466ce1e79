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
  const system = element('select', { class: 'field', change: choose }, element('option', { value: 'iadvize' }, 'iAdvize'), element('option', { value: 'jsm-chat' }, 'Chat for JSM'));
  const fresh = element('input', { type: 'radio', name: 'keys', value: 'fresh', checked: true, change: choose });
  const own = element('input', { type: 'radio', name: 'keys', value: 'own', change: choose });
  const key = keyField('The brand’s public key');
  key.node.hidden = true;
  const keys = element(
    'fieldset',
    {},
    element('legend', {}, 'Keys'),
    element('label', { class: 'choice-line' }, fresh, ' Make a key pair. The simulator can then make tokens for the site, too.'),
    element('label', { class: 'choice-line' }, own, ' I have a key pair: paste the public key.'),
  );
  const form = element(
    'form',
    { class: 'stacked new-site-form', submit: make },
    labelled('Name', name, { name: 'name' }),
    labelled('Id, the sid of the page', id, { note: 'Letters, digits, _ and -. Without one, the simulator chooses.', name: 'siteId' }),
    labelled('System', system, { note: 'A project of Chat for JSM gets a secret key in place of a key pair.', name: 'provider' }),
    keys,
    key.node,
    element('p', { class: 'wrong', role: 'alert' }),
    element('div', { class: 'buttons' }, element('button', { class: 'button main' }, 'Make the site')),
  );
  const node = element('div', { class: 'new-site-view' }, element('h1', {}, 'New site'), element('p', { class: 'quiet' }, 'A site is one customer of iAdvize: its keys, rules, clock and all that happens on it. Give each test its own, and tests never meet.'), form);

  function choose() {
    keys.hidden = system.value !== 'iadvize';
    key.node.hidden = keys.hidden || !own.checked;
    if (!key.node.hidden) key.node.querySelector('textarea')?.focus();
  }

  /** @param {Event} event */
  function make(event) {
    event.preventDefault();
    void submitted(form, async () => {
      const site = await createSite(wanted());
      siteChanged();
      if (site.brandPrivateKey) made(site, 'The brand’s private key', site.brandPrivateKey);
      else if (site.secretKey) made(site, 'The secret key', site.secretKey);
      else location.hash = hashOf(site.siteId, 'setup');
      return '';
    });
  }

  /** @returns {SiteFields} */
  function wanted() {
    const siteId = id.value.trim();
    const about = { ...(siteId && { siteId }), name: name.value.trim() };
    if (system.value !== 'iadvize') return { ...about, provider: system.value };
    return { ...about, ...(own.checked && { brandPublicKeys: [key.value()] }) };
  }

  /** @param {NewSite} site @param {string} what @param {string} key for its backend alone */
  function made({ siteId }, what, key) {
    const heading = element('h1', { tabindex: '-1' }, `The site ${siteId} is made`);
    fill(
      node,
      heading,
      element('p', {}, `${what}, for your backend to sign with. It is shown this once.`),
      element('div', { class: 'code-box' }, element('pre', { tabindex: '0', role: 'region', 'aria-label': what }, key.trim()), copyButton(() => key, `Copy ${what.charAt(0).toLowerCase()}${what.slice(1)}`)),
      element('p', {}, element('a', { class: 'button main', href: hashOf(siteId, 'setup') }, 'On to what your page and your backend need')),
    );
    heading.focus();
  }

  return node;
}
