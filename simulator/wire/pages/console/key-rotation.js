import { copyButton } from '../shared/copy-button.js';
import { element, fill } from '../shared/element.js';
import { siteChanged } from '../shared/form.js';
import { rotate } from '../shared/simulator.js';
import { moment } from '../shared/time.js';
import { attempt } from '../shared/watch.js';

/** Replaces a key of a site, to rehearse what a backend must survive. @param {string} siteId @param {() => void} rotated */
export function keyRotation(siteId, rotated) {
  const overlap = element(
    'select',
    { class: 'field', id: 'overlap' },
    element('option', { value: '300' }, 'for 5 minutes'),
    element('option', { value: '3600' }, 'for an hour'),
    element('option', { value: '0' }, 'no longer'),
  );
  const said = element('div', { class: 'part-body', role: 'status' });

  /** @param {'brand' | 'iadvize'} key */
  async function turn(key) {
    await attempt(async () => {
      const told = await rotate(siteId, { key, overlapSeconds: Number(overlap.value) });
      const until = told.retiresAt ? `The one before is taken until ${moment(told.retiresAt)}.` : 'The one before has ended.';
      const secret = told.brandPrivateKey;
      fill(
        said,
        element('p', {}, `${key === 'brand' ? 'The brand has' : 'iAdvize has, on this site,'} a new key, ${told.thumbprint ?? ''}. ${until}`),
        secret && element('div', { class: 'code-box' }, element('pre', { tabindex: '0', role: 'region', 'aria-label': 'The brand’s new private key' }, secret.trim()), copyButton(() => secret, 'Copy the new private key')),
      );
      siteChanged();
      rotated();
    });
  }

  return element(
    'div',
    { class: 'part-body' },
    element('div', { class: 'buttons' }, element('label', { for: 'overlap' }, 'The key before is taken'), overlap),
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'button', class: 'button', click: () => turn('brand') }, 'Rotate the brand’s key'),
      element('button', { type: 'button', class: 'button', click: () => turn('iadvize') }, 'Rotate iAdvize’s key'),
    ),
    said,
  );
}
