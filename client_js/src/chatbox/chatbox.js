import { NOWHERE } from '../boundaries.js';
import { room } from '../sandbox.js';
import { MARGIN, style } from './style.js';
import { createView } from './view.js';

/**
 * @import { Boundaries } from '../../types/index.js'
 * @import { Conversation } from '../answers.js'
 * @import { CallBack } from '../callbacks.js'
 *
 * @typedef {object} Chatbox
 * @property {(secured: boolean) => void} show
 * @property {() => void} hide
 * @property {(conversation: Conversation | null) => void} render
 */

/**
 * The chatbox: a button, and behind it a panel with the conversation.
 * @param {object} of
 * @param {Window & typeof globalThis} of.page
 * @param {string | undefined} of.lang
 * @param {CallBack} of.callBack
 * @param {(boundaries: Boundaries) => void} of.boundaries
 * @param {(text: string) => Promise<boolean>} of.say
 * @param {() => Promise<void>} of.close
 * @returns {Chatbox}
 */
export function createChatbox({ page, lang, callBack, boundaries, say, close }) {
  const { document } = page;
  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {ReturnType<typeof createView> | null} */
  let view = null;
  /** @type {Conversation | null} */
  let conversation = null;
  let isWanted = false;

  function measure() {
    if (!host) return boundaries(NOWHERE);
    const { width, height } = host.getBoundingClientRect();
    const margin = 2 * MARGIN;
    boundaries({ width: Math.ceil(width) + margin, height: Math.ceil(height) + margin, right: 0, bottom: 0 });
  }

  /** @param {boolean} isOpen */
  function opened(isOpen) {
    callBack(isOpen ? 'onChatDisplayed' : 'onChatHidden');
    measure();
  }

  /** @param {boolean} secured */
  function mount(secured) {
    if (!isWanted) return;
    const wasOpen = view?.isOpen();
    host?.remove();
    host = document.createElement('div');
    host.id = 'iadvize-simulator-chatbox';
    const root = host.attachShadow({ mode: 'open' });
    dress(page, root);
    view = createView({ root, secured, lang, say, close, opened });
    view.render(conversation);
    document.body.append(host);
    if (wasOpen) view.toggle();
    else callBack('onChatButtonDisplayed');
    measure();
  }

  return {
    show(secured) {
      isWanted = true;
      if (document.body) mount(secured);
      else document.addEventListener('DOMContentLoaded', () => mount(secured), { once: true });
    },
    hide() {
      isWanted = false;
      const wasOpen = view?.isOpen();
      host?.remove();
      host = null;
      view = null;
      if (wasOpen) callBack('onChatHidden');
      measure();
    },
    render(next) {
      conversation = next;
      view?.render(next);
      // A framework that renders the whole body anew takes away what it has not made.
      if (host && !host.isConnected) document.body?.append(host);
      if (view) measure();
    },
  };
}

/**
 * A constructed sheet, because a policy that allows no inline style forbids style elements and attributes.
 * @param {Window & typeof globalThis} page @param {ShadowRoot} root
 */
function dress(page, root) {
  if (!('adoptedStyleSheets' in root)) return;
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(style(room(page)));
  root.adoptedStyleSheets = [sheet];
}
