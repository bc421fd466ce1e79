import { element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import * as simulator from '../shared/simulator.js';
import { activationsOf, inShort, outcomeOf, whose } from './activations.js';
import { attemptDetail } from './attempt-detail.js';
import { createAttemptList } from './attempt-list.js';
import { firstSteps } from './first-steps.js';
import { hashOf } from './route.js';
import { attempt as attempting, watch } from '../shared/watch.js';

/**
 * @import { Attempt, Site } from '../shared/shapes.js'
 */

const PAGE = 100;
const DEPTHS = [1_000, 10_000];

/**
 * What was tried on a site, live. Without a choice the newest is open, and the next newest after it.
 * @param {Site} site @param {string | null} item the attempt that the address names
 */
export function attemptsView(site, item) {
  const { siteId } = site;
  /** @type {Attempt[]} */
  let attempts = [];
  let total = -1;
  let newest = '';
  let shown = PAGE;
  let open = item;
  let drawn = '';
  /** @type {Attempt[]} the attempt that is open and the others of its activation, where the list does not reach them */
  let deep = [];

  const list = createAttemptList(siteId);
  const count = element('span', { class: 'count' });
  const live = element('p', { class: 'unseen', role: 'status' });
  const clear = element('button', { type: 'button', class: 'button', click: clearAll }, 'Clear');
  const older = element('button', { type: 'button', class: 'button older', click: showOlder }, 'Show older');
  const back = element('a', { class: 'back', href: hashOf(siteId) }, icon('back'), 'All attempts');
  const pane = element('div', { class: 'pane-body' });
  const empty = firstSteps(site);
  const side = element('div', { class: 'side' }, element('div', { class: 'side-head' }, element('h2', {}, 'Attempts ', count), clear), list.node, older);
  const detail = element('div', { class: 'pane' }, back, pane);
  const node = element('div', { class: 'attempts-view' }, live, empty, side, detail);

  const watching = watch(look);

  async function look() {
    const top = await simulator.attempts(siteId, 1);
    const first = top.attempts[0]?.id ?? '';
    if (top.total === total && first === newest) return;
    const isFirstLook = total === -1;
    await load();
    if (!isFirstLook && newest && attempts[0]) live.textContent = `${whose(attempts[0])}: ${inShort(attempts[0]).text}`;
  }

  async function load() {
    ({ attempts, total } = await simulator.attempts(siteId, shown));
    newest = attempts[0]?.id ?? '';
    await seek();
    draw();
  }

  /** Looks deeper into the journal for the attempt that the address names. */
  async function seek() {
    const isOpen = (/** @type {Attempt} */ { id }) => id === open;
    if (!open || attempts.some(isOpen) || deep.some(isOpen)) return;
    for (const depth of DEPTHS) {
      if (attempts.length >= total) return;
      const { attempts: all } = await simulator.attempts(siteId, depth);
      deep = activationsOf(all).find(({ tries }) => tries.some(isOpen))?.tries ?? [];
      if (deep.length > 0 || depth >= total) return;
    }
  }

  function draw() {
    const activations = activationsOf(attempts);
    empty.hidden = total > 0 || open !== null;
    side.hidden = total === 0;
    detail.hidden = total === 0 && open === null;
    count.textContent = total > 0 ? String(total) : '';
    older.hidden = attempts.length >= total;
    list.show(activations);
    node.dataset['chosen'] = String(open !== null);
    const chosen = [...activations, ...activationsOf(deep)].find(({ tries }) => !open || tries.some(({ id }) => id === open));
    const attempt = chosen?.tries.find(({ id }) => id === open) ?? chosen?.tries[0];
    list.mark(chosen?.key ?? null);
    const next = attempt ? `${attempt.id} ${chosen?.tries.length}` : `none ${open}`;
    if (next === drawn) return;
    drawn = next;
    if (attempt && chosen) fill(pane, attemptDetail(site, attempt, chosen.tries));
    else fill(pane, element('p', { class: 'empty' }, 'The journal does not hold this attempt. It may have been cleared since.'));
    pane.dataset['outcome'] = attempt ? outcomeOf(attempt) : '';
  }

  async function clearAll() {
    await attempting(() => simulator.clearAttempts(siteId));
    location.hash = hashOf(siteId);
    await watching.now();
  }

  async function showOlder() {
    shown += PAGE;
    await attempting(load);
  }

  return {
    node,
    /** @param {string | null} next */
    async go(next) {
      open = next;
      await attempting(seek);
      draw();
      if (open) pane.querySelector('h2')?.focus({ preventScroll: matchMedia('(min-width: 900px)').matches });
    },
    end: watching.end,
  };
}
