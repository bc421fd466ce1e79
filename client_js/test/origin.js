// One origin of a browser with as many tabs as a test opens: local storage with its events, channels, event streams.

/**
 * @typedef {EventTarget & {
 *   localStorage: Storage, document?: any, location: { href: string }, EventSource: any, BroadcastChannel: any,
 *   idzCustomData?: object, iAdvizeCallbacks?: object }} Tab
 */

/** @param {{ hasStreams?: boolean, hasChannels?: boolean }} [of] */
export function openOrigin({ hasStreams = true, hasChannels = true } = {}) {
  /** @type {Map<string, string>} */
  const stored = new Map();
  /** @type {Tab[]} */
  const tabs = [];
  /** @type {Set<{ name: string, onmessage: ((event: { data: any }) => void) | null }>} */
  const channels = new Set();

  class Channel {
    /** @type {((event: { data: any }) => void) | null} */
    onmessage = null;
    /** @param {string} name */
    constructor(name) {
      this.name = name;
      channels.add(this);
    }
    /** @param {unknown} data */
    postMessage(data) {
      const copy = structuredClone(data);
      for (const other of channels) {
        if (other !== this && other.name === this.name) setImmediate(() => other.onmessage?.({ data: copy }));
      }
    }
  }

  /** @param {Tab} self */
  function storageOf(self) {
    /** @param {string} key @param {string | null} newValue */
    const tellOthers = (key, newValue) => {
      for (const tab of tabs) {
        if (tab !== self) setImmediate(() => tab.dispatchEvent(Object.assign(new Event('storage'), { key, newValue })));
      }
    };
    return /** @type {Storage} */ ({
      getItem: (key) => stored.get(key) ?? null,
      setItem(key, value) {
        stored.set(key, value);
        tellOthers(key, value);
      },
      removeItem(key) {
        stored.delete(key);
        tellOthers(key, null);
      },
    });
  }

  return {
    stored,
    record: (sid = 'bank') => JSON.parse(stored.get(`iadvize-${sid}-vuid`) ?? 'null'),
    /** @returns {any} a tab */
    openTab(href = 'http://shop.example/') {
      const tab = /** @type {Tab} */ (new EventTarget());
      tabs.push(tab);
      Object.assign(tab, {
        location: { href },
        localStorage: storageOf(tab),
        ...(hasStreams ? { EventSource: StreamOverFetch } : {}),
        ...(hasChannels ? { BroadcastChannel: Channel } : {}),
      });
      return tab;
    },
  };
}

/** As much of EventSource as the tag uses; a browser's would reconnect, this one leaves that to the tag. */
class StreamOverFetch extends EventTarget {
  CLOSED = 2;
  readyState = 0;
  /** @type {(() => void) | null} */
  onerror = null;
  #abort = new AbortController();

  /** @param {string} url */
  constructor(url) {
    super();
    void this.#run(url).catch(() => {}).then(() => {
      if (this.#abort.signal.aborted) return;
      this.readyState = 2;
      this.onerror?.();
    });
  }

  /** @param {string} url */
  async #run(url) {
    const { body, status } = await fetch(url, { signal: this.#abort.signal });
    if (status !== 200 || !body) return;
    this.readyState = 1;
    let rest = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const [, type = 'message', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
        this.dispatchEvent(Object.assign(new Event(type), { data }));
      }
    }
  }

  close() {
    this.readyState = 2;
    this.#abort.abort();
  }
}
