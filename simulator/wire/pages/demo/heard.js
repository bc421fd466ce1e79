import { byId, element } from '../shared/element.js';
import { whenAnything } from './chat.js';

const KEPT = 8;

/** Shows the tag's events, the newest first. */
export function showEvents() {
  const list = byId('heard');
  const began = performance.now();
  return whenAnything((name, value) => {
    byId('heard-part').hidden = false;
    const after = element('span', { class: 'after' }, `+${((performance.now() - began) / 1000).toFixed(1)} s`);
    list.prepend(element('li', { class: 'call' }, element('code', {}, name), after, element('p', {}, JSON.stringify(value))));
    while (list.children.length > KEPT) list.lastElementChild?.remove();
  });
}
