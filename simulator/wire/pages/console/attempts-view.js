import { element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { soon } from '../shared/live.js';
import * as simulator from '../shared/simulator.js';
import { attempt as attempting } from '../shared/watch.js';
import { createBook, inShort, outcomeOf, whose } from './attempt-book.js';
import { attemptDetail } from './attempt-detail.js';
import { createAttemptFilter } from './attempt-filter.js';
import { createAttemptList } from './attempt-list.js';
import { createShelf } from './attempt-shelf.js';
import { firstSteps } from './first-steps.js';
import { hashOf } from './route.js';

/**
 * @import { Attempt, Site } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 */

const PAGE = 60;
// As many as a site's journal keeps.
const MOST = 10_000;
const TOGETHER = 150;
const SAID_EVERY = 2_000;

/**
 * What was tried on a site, live. Without a choice the newest is open, and the next newest after it.
 * @param {Site} site @param {string | null} item the attempt that the address names @param {Live} live
 */
export function attemptsView(site, item, live) {
  const { siteId } = site;
  const book = createBook();
  const shelf = createShelf(siteId);
  let total = -1;
  let open = item;
  let drawn = '';
  let isLoading = false;
  let isOver = false;
  /** @type {Attempt[]} */
  let arrived = [];

  const count = element('span', { class: 'count' });
  const pulse = element('span', { class: 'pulse', role: 'status' });
  const said = element('p', { class: 'unseen', role: 'status' });
  const clear = element('button', { type: 'button', class: 'button', click: clearAll }, 'Clear');
  const filter = createAttemptFilter(site.provider, () => void attempting(load));
  const back = element('a', { class: 'back', href: hashOf(siteId) }, icon('back'), 'All attempts');
  const pane = element('div', { class: 'pane-body' });
  const none = element('p', { class: 'empty', hidden: true }, 'No attempt matches.');
  const empty = firstSteps(site);
  const side = element('div', { class: 'side' });
  const list = createAttemptList(siteId, scroller, () => void attempting(older));
  side.append(
    element('div', { class: 'side-head' }, element('h2', {}, 'Attempts ', count), pulse, clear, filter.node),
    none,
    list.node,
  );
  const detail = element('div', { class: 'pane' }, back, pane);
  const node = element('div', { class: 'attempts-view' }, said, empty, side, detail);
  node.hidden = true;

  const batch = soon(took, TOGETHER);
  const saying = soon(say, SAID_EVERY);
  const counting = soon(() => void attempting(recount), SAID_EVERY);
  const ends = [
    live.on('attempt', (attempt) => {
      shelf.keep(attempt);
      arrived.push(attempt);
      batch.ask();
    }),
    live.on('again', () => void attempting(load)),
    live.on('reset', () => void attempting(load)),
    live.on('connected', beat),
  ];
  void live.ready.then(() => attempting(load));

  function scroller() {
    return getComputedStyle(side).overflowY === 'auto' ? side : /** @type {Element} */ (document.scrollingElement);
  }

  function beat() {
    const word = live.isConnected ? 'live' : 'not live';
    if (pulse.textContent !== word) pulse.textContent = word;
    pulse.dataset['live'] = String(live.isConnected);
  }

  async function load() {
    const page = await simulator.briefAttempts(siteId, { limit: PAGE, ...filter.wanted() });
    if (isOver) return;
    book.trim();
    book.append(page.attempts);
    total = page.total;
    await draw();
  }

  async function older() {
    if (isLoading || book.size >= total || !book.oldest) return;
    isLoading = true;
    try {
      const page = await simulator.briefAttempts(siteId, { limit: PAGE * 3, before: book.oldest.id, ...filter.wanted() });
      book.append(page.attempts);
      total = page.attempts.length > 0 ? page.total : book.size;
      list.set(book.activations);
    } finally {
      isLoading = false;
    }
  }

  async function recount() {
    ({ total } = await simulator.briefAttempts(siteId, { limit: 1, ...filter.wanted() }));
    counted();
  }

  function took() {
    const fresh = arrived.filter(filter.matches);
    arrived = [];
    if (isOver || !book.happened(fresh)) return;
    total = Math.min(Math.max(total, 0) + fresh.length, MOST);
    book.trim(MOST);
    counting.ask();
    saying.ask();
    void draw();
  }

  function say() {
    const newest = book.activations[0]?.tries[0];
    if (newest) said.textContent = `${whose(newest)}: ${inShort(newest).text}`;
  }

  function counted() {
    count.textContent = total > 0 ? total.toLocaleString('en') : '';
  }

  async function draw() {
    beat();
    counted();
    const isEmpty = total === 0 && !filter.isOn();
    node.hidden = false;
    empty.hidden = !isEmpty || open !== null;
    side.hidden = isEmpty;
    detail.hidden = total === 0 && open === null;
    none.hidden = total > 0 || isEmpty;
    node.dataset['chosen'] = String(open !== null);
    const activation = open ? book.holding(open) : book.activations[0];
    list.mark(activation?.key ?? null);
    list.set(book.activations);
    const wanted = open ?? activation?.tries[0]?.id ?? null;
    if (wanted === null) {
      drawn = '';
      fill(pane);
      return;
    }
    await show(wanted, activation?.tries ?? null);
  }

  /** @param {string} wanted @param {Attempt[] | null} known the tries of its activation */
  async function show(wanted, known) {
    const attempt = await shelf.get(wanted);
    const tries = known ?? (attempt ? await shelf.triesOf(attempt) : []);
    const state = `${attempt?.id ?? `none ${wanted}`} ${tries.length}`;
    const isStillWanted = wanted === (open ?? book.activations[0]?.tries[0]?.id);
    if (isOver || state === drawn || !isStillWanted) return;
    drawn = state;
    if (attempt) fill(pane, attemptDetail(site, attempt, tries));
    else fill(pane, element('p', { class: 'empty' }, 'The journal does not hold this attempt. It may have been cleared since.'));
    pane.dataset['outcome'] = attempt ? outcomeOf(attempt) : '';
  }

  async function clearAll() {
    await attempting(() => simulator.clearAttempts(siteId));
    location.hash = hashOf(siteId);
    await attempting(load);
  }

  return {
    node,
    /** @param {string | null} next */
    async go(next) {
      open = next;
      await attempting(draw);
      if (!open) return;
      pane.querySelector('h2')?.focus({ preventScroll: matchMedia('(min-width: 900px)').matches });
    },
    end() {
      isOver = true;
      list.end();
      for (const end of [...ends, batch.end, saying.end, counting.end]) end();
    },
  };
}
