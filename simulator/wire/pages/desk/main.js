import { byId, element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { createLive, soon } from '../shared/live.js';
import { nameOf } from '../shared/lock.js';
import * as simulator from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';
import { createVisitorPage } from './visitor-page.js';
import { visitorsOf, waits } from './visitors.js';

/**
 * @import { Live } from '../shared/live.js'
 * @import { Visitor } from './visitors.js'
 */

const SHOWN = 300;
const main = byId('main');
const choice = /** @type {HTMLSelectElement} */ (byId('site'));
/** @type {Visitor[]} */
let visitors = [];
let listed = '';
/** Who is shown where the address names nobody: whoever it was stays, as others come to stand before them. */
let shown = '';
/** @type {Live | null} */
let live = null;

const page = createVisitorPage((conversation, text) =>
  attempt(async () => {
    await simulator.answer(siteId(), conversation.id, text);
    await look();
  }),
);
const looking = soon(() => void attempt(look));
void attempt(begin);

async function begin() {
  const known = await simulator.sites();
  const wanted = place().siteId;
  fill(choice, ...known.map((site) => element('option', { value: site.siteId, selected: site.siteId === wanted }, site.name || site.siteId)));
  follow();
}

function follow() {
  live?.end();
  live = siteId() ? createLive(siteId()) : null;
  for (const kind of /** @type {const} */ (['session', 'conversation', 'clock', 'reset', 'again'])) live?.on(kind, looking.ask);
  live?.on('removed', () => void attempt(begin));
  void live?.ready.then(looking.ask);
  draw();
}

async function look() {
  const id = siteId();
  const [known, talks] = await Promise.all([simulator.visitors(id, SHOWN), simulator.conversations(id)]);
  if (id !== siteId()) return;
  visitors = visitorsOf(known.visitors, talks.conversations);
  draw();
}

function siteId() {
  return choice.value;
}

function place() {
  const [, site = '', visitor = ''] = location.hash.split('/').map(decoded);
  return { siteId: site, visitorId: visitor };
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function draw() {
  const wanted = place().visitorId;
  const open = find(wanted || shown) ?? (wanted ? undefined : visitors[0]);
  shown = open?.visitorId ?? '';
  const state = JSON.stringify([siteId(), visitors, open?.visitorId]);
  if (state !== listed) {
    listed = state;
    const focused = document.activeElement?.getAttribute('href');
    fill(byId('visitor-list'), ...visitors.map((visitor) => row(visitor, visitor === open)));
    if (focused) /** @type {HTMLElement | null} */ (document.querySelector(`.visitor[href="${CSS.escape(focused)}"]`))?.focus();
  }
  document.body.dataset['chosen'] = String(Boolean(wanted));
  const waiting = visitors.filter(waits).length;
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}Advisor’s desk – iAdvize simulator`;
  if (!open) {
    fill(main, element('p', { class: 'empty' }, ...nobody(wanted)));
    return;
  }
  if (page.node.parentElement !== main) fill(main, page.node);
  page.show(open, `#/${encodeURIComponent(siteId())}`);
}

/** @param {string} id */
function find(id) {
  return visitors.find(({ visitorId }) => visitorId === id);
}

/** @param {string} wanted */
function nobody(wanted) {
  if (wanted && visitors.length > 0) return ['This visitor has left without a word, or was forgotten.'];
  return ['Nobody is here yet. Sign in at the ', element('a', { href: '/demo' }, 'demo bank'), ', and write in its chat; this page shows what the advisor sees of it.'];
}

/** @param {Visitor} visitor @param {boolean} isOpen */
function row(visitor, isOpen) {
  const { visitorId, isHere, lock, conversation } = visitor;
  const last = conversation?.messages.at(-1);
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'visitor', href: `#/${encodeURIComponent(siteId())}/${encodeURIComponent(visitorId)}`, 'aria-current': isOpen ? 'true' : null, 'data-here': String(isHere) },
      element('span', { class: 'avatar', 'data-locked': String(lock.isLocked) }, icon('person'), lock.isLocked && element('span', { class: 'badge' }, icon('lock'))),
      element('span', { class: 'visitor-name' }, nameOf(visitor), element('span', { class: 'unseen' }, lock.isLocked ? ' (secured)' : ' (not secured)')),
      waits(visitor) ? element('span', { class: 'waits' }, 'waits') : null,
      element('span', { class: 'visitor-last' }, last ? `${last.author === 'advisor' ? 'You: ' : ''}${last.text}` : isHere ? 'On the site' : 'Has left'),
    ),
  );
}

choice.addEventListener('change', () => {
  history.replaceState(null, '', `#/${encodeURIComponent(siteId())}`);
  visitors = [];
  follow();
});
addEventListener('hashchange', () => {
  if (place().siteId && place().siteId !== siteId()) void attempt(begin);
  draw();
  if (place().visitorId) page.heading.focus();
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
