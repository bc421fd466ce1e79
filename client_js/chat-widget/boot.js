import { defineChatWidget } from './element.js';
import { offerOlderApi } from './older-api.js';

const NAME = 'chat-widget';

/**
 * Brings the widget into a page: makes the element known, puts one in where the page has none, and the older API on top.
 * @param {Window & typeof globalThis} page @param {string} base the simulator's address @param {string | null} project
 */
export function boot(page, base, project) {
  if (page.customElements.get(NAME)) {
    console.warn('[iadvize-simulator] chat-widget.js was loaded twice on this page: the first one stays.');
    return;
  }
  const older = page.spartezSupportChat;
  page.customElements.define(NAME, defineChatWidget(page, base, project ?? older?.project ?? null));
  const ready = () => {
    const widget = page.document.querySelector(NAME) ?? page.document.body.appendChild(page.document.createElement(NAME));
    offerOlderApi(page, /** @type {import('./element.js').ChatWidget} */ (widget));
  };
  if (page.document.readyState === 'loading') page.document.addEventListener('DOMContentLoaded', ready);
  else ready();
}
