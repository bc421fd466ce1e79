import { element, fill } from '../shared/element.js';
import { soon } from '../shared/live.js';
import * as simulator from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { Scenario, ScenarioRun, Step } from '../shared/shapes.js'
 * @import { Live } from '../shared/live.js'
 */

const STATES = { running: 'running', done: 'done', stopped: 'stopped', failed: 'failed' };

/** The scenarios that can be played on a site, and the one that runs. @param {string} siteId @param {Live} live */
export function scenariosOf(siteId, live) {
  let isRunning = false;
  let drawn = '';
  const run = element('div', { class: 'run', role: 'status', hidden: true });
  const list = element('ul', { class: 'scenarios', 'aria-labelledby': 'scenarios-title' });
  const node = element(
    'section',
    { class: 'scenarios-part', 'aria-labelledby': 'scenarios-title' },
    element('h2', { id: 'scenarios-title' }, 'Scenarios'),
    element('p', { class: 'quiet' }, 'Failure modes, moves of the clock and rotations of keys, one after the other. Start one, then sign in.'),
    run,
    list,
  );

  const look = () => attempt(async () => show(await simulator.scenarioRun(siteId)));
  const looking = soon(() => void look());
  const ends = [live.on('scenario', looking.ask), live.on('attempt', looking.ask), live.on('reset', looking.ask), live.on('again', looking.ask), looking.end];
  void attempt(async () => fill(list, ...(await simulator.scenarios()).map(row)));
  void live.ready.then(look);

  /** @param {Scenario} scenario */
  function row({ name, title, about }) {
    const start = element('button', { type: 'button', class: 'button', 'data-start': name, click: () => begin(name) }, 'Start', element('span', { class: 'unseen' }, ` ${title}`));
    start.disabled = isRunning;
    return element('li', { class: 'scenario' }, element('div', {}, element('h3', {}, title), element('p', { class: 'quiet' }, about)), start);
  }

  /** @param {string} name */
  async function begin(name) {
    await attempt(async () => show(await simulator.startScenario(siteId, name)));
    run.querySelector('button')?.focus();
  }

  async function stop() {
    await attempt(() => simulator.stopScenario(siteId));
    await look();
  }

  /** @param {ScenarioRun | null} current */
  function show(current) {
    const state = JSON.stringify(current && [current.id, current.state, current.position]);
    if (state === drawn) return;
    drawn = state;
    isRunning = current?.state === 'running';
    run.hidden = current === null;
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (list.querySelectorAll('[data-start]'))) button.disabled = isRunning;
    if (!current) return;
    const hadFocus = run.contains(document.activeElement);
    fill(
      run,
      element(
        'div',
        { class: 'view-head' },
        element('h3', {}, `${current.title}: `, element('span', { class: 'run-state', 'data-state': current.state }, STATES[current.state])),
        isRunning && element('button', { type: 'button', class: 'button', click: stop }, 'Stop, and put back what it changed'),
      ),
      current.problem !== null && element('p', { class: 'wrong' }, current.problem),
      element('ol', { class: 'steps-of' }, ...current.steps.map((step, place) => stepOf(step, place, current))),
    );
    if (hadFocus) run.querySelector('button')?.focus();
  }

  return {
    node,
    end() {
      for (const end of ends) end();
    },
  };
}

/** @param {Step} step @param {number} place @param {ScenarioRun} run */
function stepOf(step, place, { position, state }) {
  const stage = place < position ? 'over' : place === position && state === 'running' ? 'now' : 'ahead';
  return element('li', { 'data-stage': stage, 'aria-current': stage === 'now' ? 'step' : null }, element('code', {}, inShort(step)), step.say ? element('span', {}, step.say) : null);
}

/** @param {Step} step */
function inShort({ do: what, say: _, name, ...fields }) {
  const rest = Object.entries(fields).map(([field, value]) => `${field} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [[what, name].filter(Boolean).join(' '), ...rest].join(', ');
}
