import { copyButton } from '../shared/copy-button.js';
import { element } from '../shared/element.js';
import { hashOf } from './route.js';
import { snippetOf } from './snippet.js';

/**
 * @import { Site } from '../shared/shapes.js'
 */

/** What to do while nothing has happened on a site yet. @param {Site} site */
export function firstSteps(site) {
  const { siteId } = site;
  const snippet = snippetOf(siteId);
  return element(
    'section',
    { class: 'first-steps', 'aria-labelledby': 'first-steps-title' },
    element('h2', { id: 'first-steps-title' }, 'Nothing has been tried yet'),
    element('p', { class: 'quiet' }, 'Each call of activate() shows up here the moment it happens, with every check that its token passed or failed.'),
    element(
      'ol',
      { class: 'steps' },
      siteId === 'demo' &&
        element(
          'li',
          {},
          element('h3', {}, 'See one'),
          element('p', {}, 'Sign in at the demo bank, with a good token or with a mistake.'),
          element('p', {}, element('a', { class: 'button main', href: '/demo' }, 'Open the demo bank')),
        ),
      element(
        'li',
        {},
        element('h3', {}, 'Try your page'),
        element('p', {}, 'Put this in the place of iAdvize’s tag.'),
        element('div', { class: 'code-box' }, element('pre', { tabindex: '0', 'aria-label': 'The tag for your page' }, snippet), copyButton(() => snippet, 'Copy the tag')),
      ),
      element(
        'li',
        {},
        element('h3', {}, 'Try your backend'),
        element('p', {}, 'Give it ', element('a', { href: hashOf(siteId, 'setup') }, 'the key to encrypt for'), ', and have a token of it ', element('a', { href: hashOf(siteId, 'explain') }, 'explained'), '.'),
      ),
    ),
  );
}
