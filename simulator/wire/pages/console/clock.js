import { element, fill } from '../shared/element.js';
import { advanceClock, clock, freezeClock, restoreClock } from '../shared/simulator.js';
import { machineReadable, moment, running, span } from '../shared/time.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { Clock } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 */

// The machine's clock and the browser's may be a little apart.
const ABOUT_NOW = 2;
const MINUTE = 60;
const HOUR = 3600;

/** A site's clock, and the buttons that move it. @param {string} siteId @param {Live} live */
export function createClock(siteId, live) {
  /** @type {() => number} */
  let now = () => Date.now() / 1000;
  let isFrozen = false;
  const time = element('time', { class: 'clock-time' });
  const state = element('span', { class: 'clock-state', role: 'status' });
  const freeze = element('button', { type: 'button', class: 'button', 'aria-pressed': 'false', click: hold }, 'Freeze');
  const back = element('button', { type: 'button', class: 'button', click: () => move(restoreClock(siteId)) }, 'Back to real time');
  const node = element(
    'div',
    { class: 'clock', role: 'group', 'aria-label': "The site's clock" },
    element('span', { class: 'clock-face' }, time, ' ', state),
    element('button', { type: 'button', class: 'button', click: () => move(advanceClock(siteId, MINUTE)) }, '+1 minute'),
    element('button', { type: 'button', class: 'button', click: () => move(advanceClock(siteId, HOUR)) }, '+1 hour'),
    freeze,
    back,
  );

  function hold() {
    return move(isFrozen ? restoreClock(siteId) : freezeClock(siteId, now()));
  }

  /** @param {Promise<Clock>} moving */
  async function move(moving) {
    await attempt(async () => set(await moving));
  }

  /** @param {Clock} read */
  function set(read) {
    now = running(read);
    isFrozen = read.frozen;
    draw();
  }

  function draw() {
    const seconds = now();
    time.dateTime = machineReadable(seconds);
    if (time.textContent !== moment(seconds)) fill(time, moment(seconds));
    const ahead = seconds - Date.now() / 1000;
    const isReal = Math.abs(ahead) < ABOUT_NOW && !isFrozen;
    const word = isReal ? 'real time' : [isFrozen && 'frozen', Math.abs(ahead) >= ABOUT_NOW && !isFrozen && `${span(ahead)} ${ahead > 0 ? 'ahead' : 'behind'}`].filter(Boolean).join(', ');
    if (state.textContent !== word) state.textContent = word;
    node.toggleAttribute('data-moved', !isReal);
    freeze.setAttribute('aria-pressed', String(isFrozen));
    if (isReal && back === document.activeElement) freeze.focus();
    back.hidden = isReal;
  }

  const look = () => attempt(async () => set(await clock(siteId)));
  const ends = [live.on('clock', set), live.on('again', look), live.on('reset', look)];
  void live.ready.then(look);
  const ticking = setInterval(draw, 1000);
  return {
    node,
    end() {
      for (const end of ends) end();
      clearInterval(ticking);
    },
  };
}
