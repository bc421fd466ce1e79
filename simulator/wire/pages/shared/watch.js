import { byId } from './element.js';
import { Problem } from './simulator.js';

const EVERY = 2_000;

/**
 * Looks now, and again every so often (two seconds) while somebody can see the page.
 * @param {() => Promise<void>} look @param {number} [every] milliseconds
 * @returns {{ now: () => Promise<void>, end: () => void }}
 */
export function watch(look, every = EVERY) {
  let isOver = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function round() {
    clearTimeout(timer);
    if (document.visibilityState !== 'hidden') await attempt(look);
    if (!isOver) {
      clearTimeout(timer);
      timer = setTimeout(round, every);
    }
  }

  const wake = () => void (document.visibilityState === 'visible' && round());
  document.addEventListener('visibilitychange', wake);
  void round();
  return {
    now: round,
    end() {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
    },
  };
}

/** Does it, and says in the page what the simulator refused. @param {() => Promise<unknown>} action */
export async function attempt(action) {
  const place = byId('trouble');
  try {
    await action();
    place.hidden = true;
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (place.textContent !== error.message) place.textContent = error.message;
    place.hidden = false;
    return false;
  }
}
