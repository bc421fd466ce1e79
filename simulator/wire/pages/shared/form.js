import { element, fill } from './element.js';
import { Problem } from './simulator.js';

/**
 * @import { Child } from './element.js'
 */

let last = 0;

/**
 * A field with its label, and room for what is wrong with it.
 * @param {string} label @param {HTMLElement} control @param {{ note?: Child, name?: string }} [more] `name`: as the simulator calls it
 */
export function labelled(label, control, { note, name = '' } = {}) {
  last += 1;
  control.id ||= `field-${last}`;
  const noteId = `${control.id}-note`;
  control.setAttribute('aria-describedby', `${noteId} ${noteId}-wrong`);
  return element(
    'div',
    { class: 'labelled', 'data-name': name },
    element('label', { for: control.id }, label),
    control,
    element('p', { class: 'note', id: noteId }, note ?? ''),
    element('p', { class: 'wrong', id: `${noteId}-wrong`, role: 'alert' }),
  );
}

/** A switch, as a checkbox that is one. @param {string} label @param {boolean} isOn @param {string} [note] */
export function toggle(label, isOn, note) {
  const input = element('input', { type: 'checkbox', role: 'switch', class: 'switch', checked: isOn });
  const node = element('label', { class: 'toggle' }, input, element('span', {}, label, note ? element('span', { class: 'note' }, note) : null));
  return { node, input };
}

/**
 * Does what a form is for, and says beside the field that is to blame what is wrong.
 * @param {HTMLFormElement} form @param {() => Promise<string>} action what to say when it is done
 */
export async function submitted(form, action) {
  const button = form.querySelector('button:not([type="button"])');
  const status = form.querySelector('[role="status"]');
  for (const place of form.querySelectorAll('.wrong')) fill(place);
  if (status) status.textContent = '';
  button?.toggleAttribute('disabled', true);
  try {
    const done = await action();
    if (status) status.textContent = done;
    return true;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    blame(form, error);
    return false;
  } finally {
    button?.toggleAttribute('disabled', false);
  }
}

/** @param {HTMLFormElement} form @param {Problem} problem */
function blame(form, { field, message }) {
  const named = [...form.querySelectorAll('[data-name]')].find((one) => {
    const name = one.getAttribute('data-name');
    return name !== '' && field !== null && (field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`));
  });
  const place = named?.querySelector('.wrong') ?? form.querySelector('.wrong:last-of-type') ?? form;
  fill(place, message);
  if (named) /** @type {HTMLElement | null} */ (named.querySelector('input, textarea, select'))?.focus();
}

/** Tells the console that a site is not as it was. */
export function siteChanged() {
  dispatchEvent(new Event('site-changed'));
}
