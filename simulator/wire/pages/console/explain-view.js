import { anatomyOf, tokenText } from '../shared/anatomy.js';
import { element, fill } from '../shared/element.js';
import { ladder } from '../shared/ladder.js';
import { explain as explained, mint, mistakes } from '../shared/simulator.js';
import { moment } from '../shared/time.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { Explanation, Site } from '../shared/shapes.js'
 */

/** @type {Record<string, { userId: string, visitorData: Record<string, string>, mistakes: string[] }>} */
const EXAMPLES = {
  iadvize: {
    userId: 'example-7f3a91',
    visitorData: { firstName: 'Jane' },
    mistakes: ['user_id_unprefixed', 'exp_in_milliseconds', 'jwe_alg_unsupported', 'token_not_encrypted', 'signature_mismatch'],
  },
  'jsm-chat': {
    userId: 'jane.doe@example.com',
    visitorData: { displayName: 'Jane Doe' },
    mistakes: ['secret_key_recoded', 'exp_in_milliseconds', 'jws_unsigned'],
  },
};

/** Why a token passes or fails. @param {Site} site */
export function explainView({ siteId, verdicts, provider = 'iadvize' }) {
  let example = 0;
  const person = EXAMPLES[provider] ?? { userId: 'example', visitorData: {}, mistakes: [''] };
  const area = element('textarea', { class: 'field token', id: 'token', rows: '6', spellcheck: 'false', autocomplete: 'off', placeholder: 'eyJ…', 'aria-describedby': 'token-note', paste: () => setTimeout(explain) });
  const said = element('p', { class: 'unseen', role: 'status' });
  const result = element('section', { class: 'explained', 'aria-labelledby': 'explained-title', hidden: true });
  const choice = element('select', { class: 'field', id: 'make-mistake', focus: offer, pointerdown: offer }, element('option', { value: '' }, 'a good one'));
  const user = element('input', { class: 'field', id: 'make-user', value: person.userId, autocomplete: 'off', spellcheck: 'false' });

  /** @param {Event} [event] */
  async function explain(event) {
    event?.preventDefault();
    await attempt(async () => show(area.value, await explained(siteId, area.value)));
  }

  /** @param {string} token @param {Explanation} explanation */
  function show(token, { at, verdict, anatomy, fix }) {
    const { accepted, code, reason } = verdict;
    result.hidden = false;
    result.dataset['outcome'] = accepted ? 'passed' : 'failed';
    said.textContent = accepted ? 'Accepted' : `Refused: ${code}`;
    fill(
      result,
      element('h2', { id: 'explained-title' }, accepted ? 'Accepted' : 'Refused: ', !accepted && element('span', { class: 'detail-what', 'data-code': true }, code)),
      element('p', { class: 'quiet' }, `Judged at ${moment(at)} on the site's clock.`),
      reason !== null && element('p', { class: 'said' }, element('span', { class: 'label' }, provider === 'jsm-chat' && verdicts === 'explained' ? 'A page would be told this, and what failed:' : 'All that a page would be told:'), element('q', {}, reason)),
      token && tokenText(token),
      ladder(verdict, fix),
      anatomy && anatomyOf(anatomy),
    );
  }

  async function putExample() {
    const mistake = person.mistakes[example % person.mistakes.length] ?? '';
    example += 1;
    await put(person.userId, mistake);
  }

  /** @param {string} userId @param {string} mistake */
  async function put(userId, mistake) {
    await attempt(async () => {
      const { token } = await mint(siteId, { userId, visitorData: person.visitorData, ...(mistake && { mistake }) });
      area.value = token;
      await explain();
    });
  }

  async function offer() {
    if (choice.options.length > 1) return;
    await attempt(async () => {
      const known = (await mistakes(provider)).filter(({ inToken }) => inToken);
      if (choice.options.length === 1) choice.append(...known.map(({ code, line }) => element('option', { value: code, title: line }, code)));
    });
  }

  /** @param {Event} event */
  function make(event) {
    event.preventDefault();
    void put(user.value, choice.value);
  }

  const node = element(
    'div',
    { class: 'explain-view' },
    element(
      'form',
      { class: 'explain-form', submit: explain },
      element('label', { for: 'token' }, 'Token'),
      area,
      element('p', { class: 'quiet', id: 'token-note' }, 'Judged as this site would, now. It opens no session, counts nothing as used and is kept nowhere.'),
      element(
        'div',
        { class: 'buttons' },
        element('button', { class: 'button main' }, 'Explain'),
        element('button', { type: 'button', class: 'button', click: putExample }, 'Try a broken example'),
      ),
    ),
    element(
      'details',
      { class: 'quiet-details make' },
      element('summary', {}, 'Make a token to order'),
      element(
        'form',
        { class: 'make-form', submit: make },
        element('label', { for: 'make-mistake' }, 'Make'),
        choice,
        element('label', { for: 'make-user' }, 'for the user id'),
        user,
        element('button', { class: 'button' }, 'Make and explain'),
      ),
    ),
    said,
    result,
  );
  return { node, go() {}, end() {} };
}
