import { byId } from '/pages/shared/element.js';
import { EXAMPLES, example } from '/pages/graphql/examples.js';

/**
 * @typedef {{ createElement: (kind: unknown, properties: object) => unknown }} ReactLike
 * @typedef {{ createRoot: (place: Element) => { render: (what: unknown) => void } }} ReactDOMLike
 * @typedef {((properties: object) => unknown) & { createFetcher: (options: { url: string }) => unknown }} GraphiQLLike
 *
 * @typedef {object} Loaded what the scripts before this one left
 * @property {ReactLike} React
 * @property {ReactDOMLike} ReactDOM
 * @property {GraphiQLLike} GraphiQL
 * @property {string} [__webpack_nonce__]
 */

const loaded = /** @type {Window & Loaded} */ (/** @type {unknown} */ (window));
const place = byId('graphiql');
const given = new URLSearchParams(location.search);

// GraphiQL's dialogs keep the page from scrolling with a style element, which the page's policy lets through by this.
const nonce = /** @type {HTMLScriptElement | null} */ (document.querySelector('script[nonce]'))?.nonce;
if (nonce) loaded.__webpack_nonce__ = nonce;

loaded.ReactDOM.createRoot(place).render(
  loaded.React.createElement(loaded.GraphiQL, {
    fetcher: loaded.GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery: example,
    ...(given.has('query') ? { query: given.get('query'), variables: given.get('variables') ?? '' } : { defaultTabs: EXAMPLES }),
  }),
);

// What shuts people out of GraphiQL as it is: editors without names, buttons within tabs, results that no key scrolls.
const NAMES = /** @type {const} */ ([
  ['.graphiql-query-editor', 'Query'],
  ['.graphiql-response', 'Result'],
]);
new MutationObserver(mend).observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-selected'] });

function mend() {
  for (const area of place.querySelectorAll('.CodeMirror textarea:not([aria-label])')) {
    const found = NAMES.find(([selector]) => area.closest(selector));
    area.setAttribute('aria-label', found ? found[1] : 'Variables or headers, as JSON');
  }
  for (const pane of place.querySelectorAll('.CodeMirror-scroll[tabindex="-1"]')) pane.setAttribute('tabindex', '0');
  place.querySelector('[role="tablist"]')?.removeAttribute('role');
  for (const tab of place.querySelectorAll('.graphiql-tab')) {
    tab.removeAttribute('role');
    tab.removeAttribute('aria-selected');
    const button = tab.querySelector('.graphiql-tab-button');
    if (tab.classList.contains('graphiql-tab-active')) button?.setAttribute('aria-current', 'true');
    else button?.removeAttribute('aria-current');
  }
}
