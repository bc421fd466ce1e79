import { copyButton } from '../shared/copy-button.js';
import { element } from '../shared/element.js';
import { hashOf } from './route.js';
import { snippetOf, widgetOf } from './snippet.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

/** What differs from one system to the other; `demo` is the site of the page that can be tried. */
const SYSTEMS = {
  iadvize: {
    call: 'activate()',
    demo: { siteId: 'demo', what: 'Sign in at the demo bank, with a good token or with a mistake.', href: '/demo', name: 'Open the demo bank' },
    replaced: 'Put this in the place of iAdvize’s tag.',
    script: 'tag',
    snippet: snippetOf,
    key: 'the key to encrypt for',
  },
  'jsm-chat': {
    call: 'loginWithToken()',
    demo: { siteId: 'demo-desk', what: 'Log in at the demo shop, with a right token or with a mistake.', href: '/demo/jsm', name: 'Open the demo shop' },
    replaced: 'Put this in the place of Appfire’s widget.',
    script: 'widget',
    snippet: widgetOf,
    key: 'the secret key to sign with',
  },
};

/** What to do while nothing has happened on a site yet. @param {Site} site */
export function firstSteps({ siteId, provider }) {
  const { call, demo, replaced, script, snippet: made, key } = SYSTEMS[provider === 'jsm-chat' ? provider : 'iadvize'];
  const snippet = made(siteId);
  return element(
    'section',
    { class: 'first-steps', 'aria-labelledby': 'first-steps-title' },
    element('h2', { id: 'first-steps-title' }, 'Nothing has been tried yet'),
    element('p', { class: 'quiet' }, `Each call of ${call} shows up here the moment it happens, with every check that its token passed or failed.`),
    element(
      'ol',
      { class: 'steps' },
      siteId === demo.siteId &&
        element(
          'li',
          {},
          element('h3', {}, 'See one'),
          element('p', {}, demo.what),
          element('p', {}, element('a', { class: 'button main', href: demo.href }, demo.name)),
        ),
      element(
        'li',
        {},
        element('h3', {}, 'Try your page'),
        element('p', {}, replaced),
        element('div', { class: 'code-box' }, element('pre', { tabindex: '0', 'aria-label': `The ${script} for your page` }, snippet), copyButton(() => snippet, `Copy the ${script}`)),
      ),
      element(
        'li',
        {},
        element('h3', {}, 'Try your backend'),
        element('p', {}, 'Give it ', element('a', { href: hashOf(siteId, 'setup') }, key), ', and have a token of it ', element('a', { href: hashOf(siteId, 'explain') }, 'explained'), '.'),
      ),
    ),
  );
}
