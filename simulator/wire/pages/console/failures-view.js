import { element, fill } from '../shared/element.js';
import { soon } from '../shared/live.js';
import * as simulator from '../shared/simulator.js';
import { attempt, watch } from '../shared/watch.js';
import { modeRow } from './mode-row.js';
import { scenariosOf } from './scenarios.js';

/**
 * @import { Fault, Mode, Site } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 */

/** The failure modes of a site as switches. @param {Site} site @param {string | null} _ @param {Live} live */
export function failuresView({ siteId, provider }, _, live) {
  const scenarios = scenariosOf(siteId, live);
  /** @type {Map<string, ReturnType<typeof modeRow>>} */
  const rows = new Map();
  const said = element('p', { class: 'quiet', role: 'status', id: 'armed' });
  const off = element('button', { type: 'button', class: 'button', hidden: true, click: allOff }, 'All off');
  const list = element('ul', { class: 'modes', 'aria-labelledby': 'failures-title' });
  const node = element(
    'div',
    { class: 'failures-view' },
    scenarios.node,
    element('div', { class: 'view-head' }, element('h2', { id: 'failures-title' }, 'Failure modes'), off),
    said,
    list,
  );

  // Armed ones count down with every attempt that they strike.
  const watching = watch(look, 3_000);
  const looking = soon(() => void watching.now());
  const ends = [live.on('attempt', looking.ask), live.on('session', looking.ask), live.on('reset', looking.ask), live.on('scenario', looking.ask), looking.end, scenarios.end];

  async function look() {
    if (rows.size === 0) offer(await simulator.modes(provider));
    const armed = await simulator.faults(siteId);
    for (const [name, row] of rows) row.show(armed.filter((fault) => fault.name === name));
    const names = [...new Set(armed.map(({ name }) => name))];
    off.hidden = names.length === 0;
    said.textContent =
      names.length === 0
        ? 'None is on: everything answers as it should. Switch one on, sign in, and see what your page does.'
        : `On: ${names.join(', ')}.`;
  }

  /** @param {Mode[]} modes */
  function offer(modes) {
    for (const mode of modes) rows.set(mode.name, modeRow(mode, { arm, disarm }));
    fill(list, ...[...rows.values()].map(({ node: row }) => row));
  }

  /** @param {Partial<Fault> & { name: string }} fault @param {boolean} isChange of one that is armed */
  async function arm(fault, isChange) {
    const isDone = await attempt(async () => {
      if (isChange) await simulator.disarm(siteId, fault.name);
      await simulator.arm(siteId, fault);
    });
    if (isDone) await watching.now();
    return isDone;
  }

  /** @param {string} name */
  async function disarm(name) {
    await attempt(async () => {
      try {
        await simulator.disarm(siteId, name);
      } catch (error) {
        // It used itself up in the meantime, so there is nothing left to switch off.
        if (!(error instanceof simulator.Problem) || error.code !== 'fault_not_found') throw error;
      }
    });
    await watching.now();
  }

  async function allOff() {
    await attempt(() => simulator.disarm(siteId));
    await watching.now();
    list.querySelector('input')?.focus();
  }

  return {
    node,
    go() {},
    end() {
      watching.end();
      for (const end of ends) end();
    },
  };
}
