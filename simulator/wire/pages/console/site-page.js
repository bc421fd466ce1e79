import { element, fill } from '../shared/element.js';
import { siteChanged } from '../shared/form.js';
import { createLive } from '../shared/live.js';
import { attemptsView } from './attempts-view.js';
import { createClock } from './clock.js';
import { laterStyle } from './later-style.js';
import { hashOf } from './route.js';

/**
 * @import { Site } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 * @import { Place, View } from './route.js'
 *
 * @typedef {{ node: HTMLElement, go: (item: string | null) => void, end: () => void, update?: (site: Site) => void }} Shown
 * @typedef {(site: Site, item: string | null, live: Live) => Shown} Maker
 */

// What nobody has looked at yet is not loaded either.
/** @type {Record<View, { title: string, load: () => Maker | Promise<Maker> }>} */
const VIEWS = {
  attempts: { title: 'Attempts', load: () => attemptsView },
  sessions: { title: 'Sessions', load: async () => (await import('./sessions-view.js')).sessionsView },
  visitors: { title: 'Visitors', load: async () => (await import('./visitors-view.js')).visitorsView },
  failures: { title: 'Failures', load: async () => (await import('./failures-view.js')).failuresView },
  explain: { title: 'Explain', load: async () => (await import('./explain-view.js')).explainView },
  setup: { title: 'Set up', load: async () => (await import('./setup-view.js')).setupView },
};

/** One site: its head, and one of its views. @param {Site} site */
export function createSitePage(site) {
  const { siteId } = site;
  const live = createLive(siteId);
  const clock = createClock(siteId, live);
  live.on('removed', () => {
    dispatchEvent(new Event('site-leaving'));
    siteChanged();
  });
  const links = Object.entries(VIEWS).map(([view, { title }]) => ({
    view,
    link: element('a', { href: hashOf(siteId, /** @type {View} */ (view)) }, title),
  }));
  const title = element('h1');
  const voice = element('span', { class: 'voice' });
  const body = element('div', { class: 'view' });
  const node = element(
    'div',
    { class: 'site-page' },
    element(
      'header',
      { class: 'site-head' },
      element('div', { class: 'site-title' }, title, element('code', {}, siteId), voice),
      clock.node,
      element('nav', { class: 'tabs', 'aria-label': 'Of this site' }, ...links.map(({ link }) => link)),
    ),
    body,
  );
  /** @type {View | null} */
  let view = null;
  /** @type {Shown | null} */
  let shown = null;
  let isOver = false;
  let drawn = '';

  function head() {
    title.textContent = site.name || siteId;
    voice.textContent = site.verdicts ? `verdicts ${site.verdicts}` : '';
  }

  /** @param {Place} place */
  async function change({ view: next, item }) {
    view = next;
    for (const { view: of, link } of links) {
      if (of === next) {
        link.setAttribute('aria-current', 'page');
        link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      else link.removeAttribute('aria-current');
    }
    const [make] = await Promise.all([VIEWS[next].load(), next === 'attempts' || laterStyle()]);
    if (isOver || view !== next) return;
    shown?.end();
    shown = make(site, item, live);
    fill(body, shown.node);
    body.scrollTop = 0;
  }

  return {
    node,
    get site() {
      return site;
    },
    /** The site as it is now; a view that cannot take the change is made anew. @param {Site} next */
    update(next) {
      const state = JSON.stringify(next);
      if (state === drawn) return;
      const isFirst = drawn === '';
      drawn = state;
      site = next;
      head();
      if (isFirst) return;
      if (shown?.update) shown.update(next);
      else view = null;
    },
    /** @param {Place} place */
    go(place) {
      document.title = `${VIEWS[place.view].title}, ${site.name || siteId} – iAdvize simulator`;
      if (place.view === view) shown?.go(place.item);
      else void change(place);
    },
    end() {
      isOver = true;
      clock.end();
      shown?.end();
      live.end();
    },
  };
}
