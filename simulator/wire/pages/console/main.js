import { byId, element, fill } from '../shared/element.js';
import { health, sites } from '../shared/simulator.js';
import { hashOf, placeOf } from './route.js';
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
  if (place.siteId === null && first) {
    history.replaceState(null, '', hashOf(first.siteId));
    go();
    return;
  }
  const site = known.find(({ siteId }) => siteId === place.siteId);
  showSites(known, place.siteId);
  if (!site) {
    if (place.siteId && place.siteId !== soughtInVain) {
      soughtInVain = place.siteId;
      void watching.now();
      return;
    }
    page?.end();
    page = null;
    fill(main, element('p', { class: 'empty' }, place.siteId ? `There is no site "${place.siteId}" here.` : 'There is no site here.'));
    return;
  }
  // As the site was changed, everything that was made of it is made anew.
  if (page?.site.siteId !== site.siteId || JSON.stringify(page.site) !== JSON.stringify(site)) {
    page?.end();
    page = createSitePage(site);
    fill(main, page.node);
  }
  page.go(place);
}

addEventListener('hashchange', go);
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
  go();
}, SITES_EVERY);
