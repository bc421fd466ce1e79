import { element, fill } from '../shared/element.js';
import { attemptsView } from './attempts-view.js';
import { createClock } from './clock.js';
import { explainView } from './explain-view.js';
import { hashOf } from './route.js';
import { sessionsView } from './sessions-view.js';
import { setupView } from './setup-view.js';

/**
 * @import { Site } from '../shared/shapes.js'
 * @import { Place, View } from './route.js'
 *
 * @typedef {{ node: HTMLElement, go: (item: string | null) => void, end: () => void }} Shown
 */

/** @type {Record<View, { title: string, make: (site: Site, item: string | null) => Shown }>} */
const VIEWS = {
  attempts: { title: 'Attempts', make: attemptsView },
  sessions: { title: 'Sessions', make: sessionsView },
  explain: { title: 'Explain', make: explainView },
  setup: { title: 'Set up', make: setupView },
};

/** One site: its head, and one of its views. @param {Site} site */
export function createSitePage(site) {
  const { siteId, name, verdicts } = site;
  const clock = createClock(siteId);
  const links = Object.entries(VIEWS).map(([view, { title }]) => ({
    view,
    link: element('a', { href: hashOf(siteId, /** @type {View} */ (view)) }, title),
  }));
  const body = element('div', { class: 'view' });
  const node = element(
    'div',
    { class: 'site-page' },
    element(
      'header',
      { class: 'site-head' },
      element('div', { class: 'site-title' }, element('h1', {}, name || siteId), element('code', {}, siteId), element('span', { class: 'voice' }, `verdicts ${verdicts}`)),
      clock.node,
      element('nav', { class: 'tabs', 'aria-label': 'Of this site' }, ...links.map(({ link }) => link)),
    ),
    body,
  );
  /** @type {View | null} */
  let view = null;
  /** @type {Shown | null} */
  let shown = null;

  return {
    node,
    site,
    /** @param {Place} place */
    go(place) {
      document.title = `${VIEWS[place.view].title}, ${name || siteId} – iAdvize simulator`;
      if (place.view === view) {
        shown?.go(place.item);
        return;
      }
      shown?.end();
      view = place.view;
      shown = VIEWS[view].make(site, place.item);
      for (const { view: of, link } of links) {
        if (of === view) link.setAttribute('aria-current', 'page');
        else link.removeAttribute('aria-current');
      }
      fill(body, shown.node);
    },
    end() {
      clock.end();
      shown?.end();
    },
  };
}
