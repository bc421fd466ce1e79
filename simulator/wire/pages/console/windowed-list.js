import { element } from '../shared/element.js';

const MARGIN = 10;

/**
 * A long list of rows of one height, of which only those near the window are in the page.
 * @template Item
 * @param {object} about
 * @param {string} about.label
 * @param {string} about.id
 * @param {(item: Item) => string} about.keyOf
 * @param {(item: Item) => string} about.stateOf changes when the row has to be drawn anew
 * @param {(item: Item) => Node} about.draw
 * @param {() => Element} about.scroller
 * @param {() => void} about.nearEnd the last rows are close to being seen
 */
export function createWindowedList({ label, id, keyOf, stateOf, draw, scroller, nearEnd }) {
  const list = element('ol', { class: 'windowed', id, 'aria-label': label, keydown: steered });
  /** @type {Map<string, { row: HTMLLIElement, state: string }>} */
  const rows = new Map();
  /** @type {Item[]} */
  let items = [];
  let height = 0;
  let isAsked = false;

  function refresh() {
    if (!list.isConnected) return;
    height = list.querySelector('li')?.offsetHeight || height || 54;
    const { top } = list.getBoundingClientRect();
    const from = Math.max(0, Math.floor(-top / height) - MARGIN);
    const to = Math.min(items.length, Math.ceil((innerHeight - top) / height) + MARGIN);
    list.style.height = `${items.length * height}px`;
    show(from, Math.max(to, 0));
    if (items.length > 0 && to >= items.length - MARGIN) nearEnd();
  }

  /** @param {number} from @param {number} to */
  function show(from, to) {
    const focused = document.activeElement?.closest('li') ?? null;
    const kept = new Set(items.slice(from, to).map(keyOf));
    for (const [key, { row }] of rows) {
      if (kept.has(key) || row === focused) continue;
      row.remove();
      rows.delete(key);
    }
    let next = list.firstElementChild;
    for (let place = from; place < to; place += 1) {
      const row = rowOf(/** @type {Item} */ (items[place]), place);
      // The one with the focus may be out of sight; moved within the page, it would lose it.
      if (next === focused && row !== focused) next = next?.nextElementSibling ?? null;
      if (row === next) next = row.nextElementSibling;
      else list.insertBefore(row, next);
    }
  }

  /** @param {Item} item @param {number} place */
  function rowOf(item, place) {
    const key = keyOf(item);
    const state = stateOf(item);
    const known = rows.get(key);
    const row = known?.row ?? element('li');
    if (known?.state !== state) {
      const isFocused = row.contains(document.activeElement);
      row.replaceChildren(draw(item));
      if (isFocused) row.querySelector('a')?.focus({ preventScroll: true });
      rows.set(key, { row, state });
    }
    row.style.top = `${place * height}px`;
    row.setAttribute('aria-posinset', String(place + 1));
    row.setAttribute('aria-setsize', String(items.length));
    return row;
  }

  /** @param {KeyboardEvent} event */
  function steered(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = /** @type {Element} */ (event.target).closest('li');
    if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    const place = Number(row.getAttribute('aria-posinset')) - 1 + step;
    const next = [...rows.values()].find((one) => one.row.getAttribute('aria-posinset') === String(place + 1));
    if (!next) return;
    event.preventDefault();
    next.row.querySelector('a')?.focus();
    refresh();
  }

  function asked() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      refresh();
    });
  }

  document.addEventListener('scroll', asked, { capture: true, passive: true });
  addEventListener('resize', asked);
  return {
    node: list,
    refresh,
    /** Whoever has scrolled down goes on looking at the same rows. @param {Item[]} next */
    set(next) {
      const { top } = list.getBoundingClientRect();
      const first = top < 0 ? items[Math.floor(-top / (height || 1))] : undefined;
      const before = first === undefined ? 0 : items.indexOf(first);
      items = next;
      const moved = first === undefined ? 0 : items.findIndex((item) => keyOf(item) === keyOf(first)) - before;
      list.style.height = `${items.length * height}px`;
      if (moved > 0) scroller().scrollTop += moved * height;
      refresh();
    },
    /** @param {(row: HTMLLIElement, key: string) => void} visit every row that is in the page */
    each(visit) {
      for (const [key, { row }] of rows) visit(row, key);
    },
    end() {
      document.removeEventListener('scroll', asked, { capture: true });
      removeEventListener('resize', asked);
    },
  };
}
