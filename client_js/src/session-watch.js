/**
 * @import { Conversation } from './answers.js'
 * @import { Tabs } from './tabs.js'
 * @import { Time } from './time.js'
 */

// With the 4 s that a poll may take, an end is known within 10 s even where the stream is dead.
const EVERY = 3_000;
// Longer than the gap between two polls, shorter than anybody would wait for a tab that is asleep.
export const LEASE = 10_000;

/**
 * Watches one session: by a stream of server-sent events where there is one, and by polling behind it, because a
 * stream that died while the laptop slept says nothing. One tab holds the stream for all (a browser opens six
 * connections to a server, then everything waits); what it hears only makes every tab look.
 *
 * @param {object} of
 * @param {string} of.id
 * @param {string} of.url of the stream
 * @param {() => Promise<void>} of.look
 * @param {(conversation: Conversation | null) => void} of.onConversation
 * @param {(Window & typeof globalThis) | undefined} of.page
 * @param {Tabs} of.tabs
 * @param {Time} of.time
 * @returns {() => void} stops watching
 */
export function watchSession({ id, url, look, onConversation, page, tabs, time }) {
  /** @type {EventSource | null} */
  let stream = null;
  let isStopped = false;
  let round = 0;
  let lastRound = time.now();
  let cancel = () => {};

  function closeStream() {
    stream?.close();
    stream = null;
  }

  function openStream() {
    if (stream || !page?.EventSource) return;
    const opened = new page.EventSource(url);
    stream = opened;
    opened.addEventListener('session', () => {
      tabs.tell({ id });
      void look();
    });
    opened.addEventListener('conversation', ({ data }) => {
      const { conversation } = JSON.parse(data);
      tabs.tell({ id, conversation });
      onConversation(conversation);
    });
    opened.onerror = () => {
      if (opened.readyState === opened.CLOSED && stream === opened) stream = null;
      void look();
    };
  }

  async function goRound() {
    cancel();
    round += 1;
    const mine = round;
    if (time.now() - lastRound > 3 * EVERY) closeStream();
    lastRound = time.now();
    if (await tabs.hold(id, LEASE)) {
      if (!isStopped) openStream();
    } else {
      closeStream();
    }
    await look();
    if (!isStopped && mine === round) cancel = time.later(EVERY, goRound);
  }

  const wake = () => {
    if (!isStopped && page?.document?.visibilityState !== 'hidden') void goRound();
  };
  const sleep = () => {
    closeStream();
    tabs.release(id);
  };

  tabs.listen((message) => {
    if (isStopped || message?.id !== id) return;
    if ('conversation' in message) onConversation(message.conversation);
    else void look();
  });
  page?.document?.addEventListener('visibilitychange', wake);
  page?.addEventListener('online', wake);
  page?.addEventListener('pageshow', wake);
  page?.addEventListener('pagehide', sleep);
  void goRound();

  return () => {
    isStopped = true;
    cancel();
    sleep();
    page?.document?.removeEventListener('visibilitychange', wake);
    page?.removeEventListener('online', wake);
    page?.removeEventListener('pageshow', wake);
    page?.removeEventListener('pagehide', sleep);
  };
}
