import { byId, element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import * as simulator from '../shared/simulator.js';
import { attempt, watch } from '../shared/watch.js';
import { createVisitorPage } from './visitor-page.js';
import { nameOf, visitorsOf } from './visitors.js';

/**
 * @import { Attempt, Session } from '../shared/shapes.js'
 * @import { Visitor } from './visitors.js'
 */

const RECENT = 300;
const main = byId('main');
const choice = /** @type {HTMLSelectElement} */ (byId('site'));
/** @type {Visitor[]} */
let visitors = [];
let listed = '';
/** @type {Attempt[]} */
let attempts = [];
let attemptsFor = '';

const page = createVisitorPage((conversation, text) =>
  attempt(async () => {
    await simulator.answer(siteId(), conversation.id, text);
    await look();
  }),
);
const watching = watch(look);

async function look() {
  if (choice.options.length === 0) await offerSites();
  const id = siteId();
  if (!id) return;
  const [{ sessions }, { conversations }] = await Promise.all([simulator.sessions(id), simulator.conversations(id)]);
  await readProfiles(id, sessions);
  if (id !== siteId()) return;
  visitors = visitorsOf(sessions, conversations, attempts);
  draw();
}

/** They come with the tokens, so only a session that is new or renewed can change them. @param {string} id @param {Session[]} sessions */
async function readProfiles(id, sessions) {
  const state = JSON.stringify([id, sessions]);
  if (state === attemptsFor) return;
  ({ attempts } = await simulator.attempts(id, RECENT));
  attemptsFor = state;
}

async function offerSites() {
  const [, wanted] = location.hash.split('/').map(decodeURIComponent);
  const known = await simulator.sites();
  fill(choice, ...known.map((site) => element('option', { value: site.siteId, selected: site.siteId === wanted }, site.name || site.siteId)));
}

function siteId() {
  return choice.value;
}

function draw() {
  const [, , wanted] = location.hash.split('/').map(decodeURIComponent);
  const open = visitors.find(({ id }) => id === wanted) ?? visitors[0];
  const state = JSON.stringify([siteId(), visitors, open?.id]);
  if (state !== listed) {
    listed = state;
    const focused = document.activeElement?.getAttribute('href');
    fill(byId('visitor-list'), ...visitors.map((visitor) => row(visitor, visitor === open)));
    if (focused) /** @type {HTMLElement | null} */ (document.querySelector(`.visitor[href="${CSS.escape(focused)}"]`))?.focus();
  }
  if (!open) {
    fill(main, element('p', { class: 'empty' }, 'Nobody is here yet. Sign in at the ', element('a', { href: '/demo' }, 'demo bank'), ', and write in its chat; this page shows what the advisor sees of it.'));
    return;
  }
  if (page.node.parentElement !== main) fill(main, page.node);
  page.show(open);
}

/** @param {Visitor} visitor @param {boolean} isOpen */
function row(visitor, isOpen) {
  const { id, isHere, lock, conversation } = visitor;
  const name = nameOf(visitor);
  const last = conversation?.messages.at(-1);
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'visitor', href: `#/${encodeURIComponent(siteId())}/${encodeURIComponent(id)}`, 'aria-current': isOpen ? 'true' : null, 'data-here': String(isHere) },
      element('span', { class: 'avatar', 'data-locked': String(lock.isLocked) }, icon('person'), lock.isLocked && element('span', { class: 'badge' }, icon('lock'))),
      element('span', { class: 'visitor-name' }, name, element('span', { class: 'unseen' }, lock.isLocked ? ' (secured)' : ' (not secured)')),
      element('span', { class: 'visitor-last' }, last ? `${last.author === 'advisor' ? 'You: ' : ''}${last.text}` : isHere ? 'On the site' : 'Has left'),
    ),
  );
}

choice.addEventListener('change', () => {
  history.replaceState(null, '', `#/${encodeURIComponent(siteId())}`);
  void watching.now();
});
addEventListener('hashchange', () => {
  draw();
  page.heading.focus();
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
