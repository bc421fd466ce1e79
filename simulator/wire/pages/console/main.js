import { byId, element, fill } from '../shared/element.js';
import { health, sites } from '../shared/simulator.js';
import { laterStyle } from './later-style.js';
import { NEW, hashOf, placeOf } from './route.js';
import { showSites, whenFiltered } from './site-list.js';
import { createSitePage } from './site-page.js';
import { attempt, watch } from '../shared/watch.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

// Seldom: a test run may have made thousands. A site that the address names is looked for at once.
const SITES_EVERY = 10_000;
const main = byId('main');
/** @type {ReturnType<typeof createSitePage> | null} */
let page = null;
/** @type {Site[]} */
let known = [];
let drawn = '';
let soughtInVain = '';

function go() {
  const place = placeOf(location.hash);
  const first = known[0];
  if (place.siteId === null && !place.isNew && first) {
    history.replaceState(null, '', hashOf(first.siteId));
    go();
    return;
  }
  showSites(known, place.siteId);
  if (place.isNew) byId('new-site').setAttribute('aria-current', 'page');
  else byId('new-site').removeAttribute('aria-current');
  if (place.isNew) {
    void make();
    return;
  }
  const site = known.find(({ siteId }) => siteId === place.siteId);
  if (!site) {
    if (place.siteId && place.siteId !== soughtInVain) {
      soughtInVain = place.siteId;
      void watching.now();
      return;
    }
    leave();
    fill(main, element('p', { class: 'empty' }, place.siteId ? `There is no site "${place.siteId}" here. ` : 'There is no site here. ', element('a', { href: NEW }, 'Make one'), '.'));
    return;
  }
  if (page?.site.siteId !== site.siteId) {
    leave();
    page = createSitePage(site);
    fill(main, page.node);
  }
  page.update(site);
  page.go(place);
}

function leave() {
  page?.end();
  page = null;
}

async function make() {
  leave();
  const [{ newSiteView }] = await Promise.all([import('./new-site-view.js'), laterStyle()]);
  if (!placeOf(location.hash).isNew) return;
  document.title = 'New site – iAdvize simulator';
  fill(main, newSiteView());
}

addEventListener('hashchange', go);
// A view changed, made or removed a site.
addEventListener('site-changed', () => {
  drawn = '';
  void watching.now();
});
addEventListener('site-leaving', () => {
  known = known.filter(({ siteId }) => siteId !== page?.site.siteId);
  leave();
  fill(main);
});
byId('skip').addEventListener('click', (event) => {
  // The address's hash says where in the console somebody is, so it cannot say this.
  event.preventDefault();
  main.focus();
});
whenFiltered(() => showSites(known, placeOf(location.hash).siteId));
void attempt(async () => {
  byId('version').textContent = (await health()).version;
});
const watching = watch(async () => {
  known = await sites();
  const state = JSON.stringify([known, soughtInVain]);
  if (state === drawn) return;
  drawn = state;
  // Somebody may be typing a new site's key, or copying it: nothing that happens elsewhere takes that away.
  if (placeOf(location.hash).isNew && main.querySelector('.new-site-view')) showSites(known, null);
  else go();
}, SITES_EVERY);
