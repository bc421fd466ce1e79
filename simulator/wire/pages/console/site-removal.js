import { element } from '../shared/element.js';
import { siteChanged } from '../shared/form.js';
import { removeSite, resetSite } from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';

/** Buttons that forget what happened on a site, and the site. @param {string} siteId */
export function removal(siteId) {
  const said = element('span', { class: 'quiet', role: 'status' });
  const sure = element('span', { class: 'sure', hidden: true }, 'All of it, keys too? ', element('button', { type: 'button', class: 'button danger', click: remove }, 'Yes, remove it'), ' ', element('button', { type: 'button', class: 'button', click: () => ask(false) }, 'Keep it'));
  const first = element('button', { type: 'button', class: 'button', click: () => ask(true) }, 'Remove the site');

  /** @param {boolean} isAsking */
  function ask(isAsking) {
    sure.hidden = !isAsking;
    first.hidden = isAsking;
    (isAsking ? /** @type {HTMLElement} */ (sure.querySelector('button:last-of-type')) : first).focus();
  }

  async function reset() {
    await attempt(async () => {
      await resetSite(siteId);
      said.textContent = 'Forgotten: attempts, sessions, visitors, failure modes and the clock.';
    });
  }

  async function remove() {
    await attempt(async () => {
      // Nothing of the page may ask for what is about to go.
      dispatchEvent(new Event('site-leaving'));
      await removeSite(siteId);
      location.hash = '';
    });
    siteChanged();
  }

  return element('div', { class: 'buttons' }, element('button', { type: 'button', class: 'button', click: reset }, 'Reset the site'), first, sure, said);
}
