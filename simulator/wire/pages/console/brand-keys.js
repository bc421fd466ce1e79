import { copyButton } from '../shared/copy-button.js';
import { element, fill } from '../shared/element.js';
import { siteChanged, submitted } from '../shared/form.js';
import { changeSite, keyReport } from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';
import { keyFacts, keyField } from './key-field.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

/** The public keys of a site's brand: what they are, one more, one less. @param {Site} site */
export function brandKeys(site) {
  const { siteId } = site;
  let keys = site.brandPublicKeys ?? [];
  let drawn = '';
  const list = element('ol', { class: 'brand-keys' });
  const field = keyField('Add a key');
  const form = element(
    'form',
    { class: 'stacked', submit: add },
    field.node,
    element('div', { class: 'buttons' }, element('button', { class: 'button main' }, 'Add the key'), element('span', { class: 'quiet', role: 'status' })),
  );
  const node = element('div', { class: 'part-body' }, list, form);
  draw();

  function draw() {
    if (drawn === JSON.stringify(keys)) return;
    drawn = JSON.stringify(keys);
    fill(
      list,
      ...keys.map(row),
      keys.length === 0 && element('li', { class: 'empty' }, 'None yet, so every token is refused with brand_key_missing. Paste your backend’s public key below.'),
    );
  }

  /** @param {string} pem @param {number} place */
  function row(pem, place) {
    const facts = element('div');
    void attempt(async () => fill(facts, keyFacts({ ...(await keyReport(pem)), form: null })));
    return element(
      'li',
      { class: 'brand-key' },
      facts,
      element(
        'details',
        { class: 'quiet-details' },
        element('summary', {}, 'Show it as PEM'),
        element('div', { class: 'code-box' }, element('pre', { tabindex: '0', role: 'region', 'aria-label': `Brand key ${place + 1}` }, pem.trim()), copyButton(() => pem.trim(), `Copy brand key ${place + 1}`)),
      ),
      element('button', { type: 'button', class: 'button', click: () => remove(pem) }, 'Remove', element('span', { class: 'unseen' }, ` brand key ${place + 1}`)),
    );
  }

  /** @param {Event} event */
  function add(event) {
    event.preventDefault();
    void submitted(form, async () => {
      ({ brandPublicKeys: keys } = await changeSite(siteId, { brandPublicKeys: [...keys, field.value()] }));
      field.clear();
      draw();
      siteChanged();
      return 'Added.';
    });
  }

  /** @param {string} pem */
  async function remove(pem) {
    await attempt(async () => {
      ({ brandPublicKeys: keys } = await changeSite(siteId, { brandPublicKeys: keys.filter((one) => one !== pem) }));
      draw();
      siteChanged();
    });
    node.querySelector('textarea')?.focus({ preventScroll: true });
  }

  return {
    node,
    /** @param {Site} next */
    update(next) {
      keys = next.brandPublicKeys ?? [];
      draw();
    },
  };
}
