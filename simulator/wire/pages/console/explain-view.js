import { element, fill } from '../shared/element.js';
import { jsonView } from '../shared/json-view.js';
import { ladder } from '../shared/ladder.js';
import { mint, verdict } from '../shared/simulator.js';
import { attempt } from '../shared/watch.js';

/**
 * @import { Site, Verdict } from '../shared/shapes.js'
 */

const EXAMPLES = ['user_id_unprefixed', 'exp_in_milliseconds', 'jwe_alg_unsupported', 'token_not_encrypted', 'signature_mismatch'];

/** Why a token passes or fails. @param {Site} site */
export function explainView({ siteId }) {
  let example = 0;
  const area = element('textarea', { class: 'field token', id: 'token', rows: '6', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'token-note', paste: () => setTimeout(explain) });
  const said = element('p', { class: 'unseen', role: 'status' });
  const result = element('section', { class: 'explained', 'aria-labelledby': 'explained-title', hidden: true });

  /** @param {Event} [event] */
  async function explain(event) {
    event?.preventDefault();
    await attempt(async () => show(await verdict(siteId, area.value)));
  }

  /** @param {Verdict} judged */
  function show(judged) {
    const { accepted, code, reason, claims } = judged;
    result.hidden = false;
    result.dataset['outcome'] = accepted ? 'passed' : 'failed';
    said.textContent = accepted ? 'Accepted' : `Refused: ${code}`;
    fill(
      result,
      element('h2', { id: 'explained-title' }, accepted ? 'Accepted' : 'Refused: ', !accepted && element('span', { class: 'detail-what', 'data-code': true }, code)),
      reason !== null && element('p', { class: 'said' }, element('span', { class: 'label' }, 'All that a page would be told:'), element('q', {}, reason)),
      ladder(judged),
      claims !== null && jsonView(claims, 'Claims'),
    );
  }

  async function putExample() {
    await attempt(async () => {
      const mistake = EXAMPLES[example % EXAMPLES.length];
      example += 1;
      const { token } = await mint(siteId, { userId: 'example-7f3a91', visitorData: { firstName: 'Jane' }, ...(mistake ? { mistake } : {}) });
      area.value = token;
      await explain();
    });
  }

  const node = element(
    'div',
    { class: 'explain-view' },
    element(
      'form',
      { class: 'explain-form', submit: explain },
      element('label', { for: 'token' }, 'Token'),
      area,
      element('p', { class: 'quiet', id: 'token-note' }, 'Judged as this site would, now. It opens no session and counts nothing as used.'),
      element(
        'div',
        { class: 'buttons' },
        element('button', { class: 'button main' }, 'Explain'),
        element('button', { type: 'button', class: 'button', click: putExample }, 'Try a broken example'),
      ),
    ),
    said,
    result,
  );
  return { node, go() {}, end() {} };
}
