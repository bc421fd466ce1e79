/**
 * What happens on a site, as it happens.
 *
 * @import { Attempt, Clock, Conversation, ScenarioRun, Session } from './shapes.js'
 *
 * @typedef {object} Heard
 * @property {Attempt} attempt
 * @property {Session} session
 * @property {Conversation} conversation
 * @property {Clock} clock
 * @property {ScenarioRun} scenario
 * @property {undefined} reset everything was forgotten
 * @property {undefined} removed so was the site: nothing can be asked about it any more
 * @property {undefined} again something may have been missed: look anew
 * @property {boolean} connected
 *
 * @typedef {ReturnType<typeof createLive>} Live
 */

const KINDS = /** @type {const} */ (['attempt', 'session', 'conversation', 'clock', 'scenario', 'reset']);
// While there is no stream, people see at least this often what is new.
const WITHOUT_STREAM = 3_000;

/** Rests while nobody can see the page, since browsers keep few connections to one server. @param {string} siteId */
export function createLive(siteId) {
  /** @type {Map<string, Set<(data: any) => void>>} */
  const listeners = new Map();
  /** @type {EventSource | null} */
  let source = null;
  let isMissing = false;
  let isConnected = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let begin = () => {};
  /** @type {Promise<void>} resolves once nothing that happens from now on can be missed, or that cannot be had */
  const ready = new Promise((resolve) => {
    begin = resolve;
  });

  /** @param {string} kind @param {unknown} [data] */
  function tell(kind, data) {
    for (const listener of listeners.get(kind) ?? []) listener(data);
  }

  /** @param {string} kind @param {any} data */
  function hear(kind, data) {
    if (kind === 'reset') tell(data.removed ? 'removed' : 'reset');
    else tell(kind, data);
  }

  /** @param {boolean} is */
  function connect(is) {
    begin();
    if (is === isConnected) return;
    isConnected = is;
    tell('connected', is);
  }

  function open() {
    source = new EventSource(`/_simulator/events?site=${encodeURIComponent(siteId)}`);
    source.addEventListener('open', opened);
    source.addEventListener('error', broke);
    for (const kind of KINDS) source.addEventListener(kind, ({ data }) => hear(kind, JSON.parse(data)[kind]));
  }

  function opened() {
    clearTimeout(timer);
    connect(true);
    if (isMissing) tell('again');
    isMissing = false;
  }

  function broke() {
    isMissing = true;
    connect(false);
    clearTimeout(timer);
    timer = setTimeout(() => {
      tell('again');
      if (source?.readyState === EventSource.CLOSED) open();
      else broke();
    }, WITHOUT_STREAM);
  }

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function seen() {
    const isVisible = document.visibilityState !== 'hidden';
    if (isVisible && !source) open();
    if (!isVisible && source) {
      close();
      isMissing = true;
    }
    if (!isVisible) begin();
  }

  document.addEventListener('visibilitychange', seen);
  seen();
  return {
    ready,
    get isConnected() {
      return isConnected;
    },
    /**
     * @template {keyof Heard} Kind
     * @param {Kind} kind @param {(data: Heard[Kind]) => void} listener
     * @returns {() => void} ends it
     */
    on(kind, listener) {
      const all = listeners.get(kind) ?? new Set();
      listeners.set(kind, all.add(listener));
      return () => void all.delete(listener);
    },
    end() {
      document.removeEventListener('visibilitychange', seen);
      close();
    },
  };
}

/**
 * Does it once for however many calls come within a moment.
 * @param {() => void} action @param {number} [milliseconds]
 */
export function soon(action, milliseconds = 100) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, milliseconds);
    },
    end: () => clearTimeout(timer),
  };
}
