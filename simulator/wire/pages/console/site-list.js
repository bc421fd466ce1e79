import { byId, element, fill } from '../shared/element.js';
import { hashOf } from './route.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

const FEW = 8;
const AT_ONCE = 200;
const filter = /** @type {HTMLInputElement} */ (byId('site-filter'));

/** @param {Site[]} sites @param {string | null} openId */
export function showSites(sites, openId) {
  filter.hidden = sites.length <= FEW;
  const wanted = filter.hidden ? '' : filter.value.trim().toLowerCase();
  const found = sites.filter(({ siteId, name }) => `${siteId} ${name}`.toLowerCase().includes(wanted));
  const rest = found.length - AT_ONCE;
  fill(
    byId('site-list'),
    ...found.slice(0, AT_ONCE).map((site) => row(site, site.siteId === openId)),
    rest > 0 && element('li', { class: 'quiet' }, `and ${rest} more`),
    sites.length === 0 && element('li', { class: 'quiet' }, 'No site is left.'),
  );
}

/** @param {() => void} changed */
export function whenFiltered(changed) {
  filter.addEventListener('input', changed);
}

/** @param {Site} site @param {boolean} isOpen */
function row({ siteId, name, verdicts, authenticationEnabled }, isOpen) {
  const notes = [`verdicts ${verdicts}`, !authenticationEnabled && 'authentication off'].filter(Boolean).join(', ');
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'site', href: hashOf(siteId), 'aria-current': isOpen ? 'true' : null },
      element('span', { class: 'site-name' }, name || siteId),
      element('code', {}, siteId),
      element('span', { class: 'site-voice' }, notes),
    ),
  );
}
