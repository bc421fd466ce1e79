import { element } from '../shared/element.js';
import { labelled, siteChanged, submitted, toggle } from '../shared/form.js';
import { changeSite } from '../shared/simulator.js';

/**
 * @import { Site, SiteFields } from '../shared/shapes.js'
 */

/** How a site is set up, to be changed. A field that a site of another system lacks is not offered. @param {Site} site */
export function rulesForm(site) {
  let known = site;
  const isIadvize = (site.provider ?? 'iadvize') === 'iadvize';
  const name = text('text', 200);
  const lifetime = text('number');
  const leeway = text('number');
  const retries = text('number');
  const delays = text('text');
  const voice = element('select', { class: 'field' }, element('option', { value: 'explained' }, 'explained to the page’s console'), element('option', { value: 'opaque' }, isIadvize ? 'opaque, as in production' : 'opaque'));
  const authentication = toggle('Authentication is on', true);
  const needsExp = toggle('A token must have exp', true);
  const needsApiToken = toggle('GraphQL wants an access token for this site', false);
  const form = element(
    'form',
    { class: 'stacked rules', submit: save, novalidate: true },
    labelled('Name', name, { name: 'name' }),
    'sessionLifetimeSeconds' in site && labelled('Sessions last, in seconds', lifetime, { note: isIadvize ? 'iAdvize’s default is 3600; a bank may take 420.' : '', name: 'sessionLifetimeSeconds' }),
    site.rules && labelled('Leeway for times, in seconds', leeway, { name: 'rules' }),
    'retries' in site && labelled('Retries after a refusal', retries, { name: 'retries' }),
    'retryDelaysMs' in site && labelled('Waits before them, in ms', delays, { note: 'One after the other, with commas; the last one repeats.', name: 'retryDelaysMs' }),
    'verdicts' in site && labelled('Refusals are', voice, { name: 'verdicts' }),
    element('div', { class: 'toggles' }, 'authenticationEnabled' in site && authentication.node, site.rules && needsExp.node, 'requireApiToken' in site && needsApiToken.node),
    element('p', { class: 'wrong', role: 'alert' }),
    element('div', { class: 'buttons' }, element('button', { class: 'button main' }, 'Save the rules'), element('span', { class: 'quiet', role: 'status' })),
  );
  show();

  function show() {
    name.value = known.name ?? '';
    lifetime.value = String(known.sessionLifetimeSeconds);
    leeway.value = String(known.rules?.leewaySeconds);
    retries.value = String(known.retries);
    delays.value = (known.retryDelaysMs ?? []).join(', ');
    voice.value = known.verdicts;
    authentication.input.checked = known.authenticationEnabled;
    needsExp.input.checked = Boolean(known.rules?.requireExp);
    needsApiToken.input.checked = known.requireApiToken;
  }

  /** @param {Event} event */
  function save(event) {
    event.preventDefault();
    void submitted(form, async () => {
      known = await changeSite(known.siteId, changes());
      show();
      siteChanged();
      return 'Saved.';
    });
  }

  /** Only what this site has. @returns {SiteFields} */
  function changes() {
    /** @type {Record<string, unknown>} */
    const wanted = {
      name: name.value,
      sessionLifetimeSeconds: numberIn(lifetime.value),
      retries: numberIn(retries.value),
      retryDelaysMs: delays.value.split(',').map((one) => one.trim()).filter(Boolean).map(numberIn),
      verdicts: voice.value,
      authenticationEnabled: authentication.input.checked,
      requireApiToken: needsApiToken.input.checked,
      rules: { leewaySeconds: numberIn(leeway.value), requireExp: needsExp.input.checked },
    };
    return Object.fromEntries(Object.entries(wanted).filter(([field]) => field === 'name' || field in site));
  }

  return {
    node: form,
    /** What is being typed stays. @param {Site} next */
    update(next) {
      known = next;
      if (!form.contains(document.activeElement)) show();
    },
  };
}

/** @param {'text' | 'number'} type @param {number} [longest] */
function text(type, longest) {
  return element('input', { class: 'field', type, autocomplete: 'off', spellcheck: 'false', maxlength: longest, ...(type === 'number' && { step: 'any', inputmode: 'decimal' }) });
}

/** What is no number stays a text, so that the simulator says what it thinks of it. @param {string} typed */
function numberIn(typed) {
  const value = Number(typed);
  return typed.trim() === '' || Number.isNaN(value) ? typed : value;
}
