import { element } from '../shared/element.js';

/** @type {Promise<void> | undefined} */
let loading;

/** The style of the views that are not the first one. */
export function laterStyle() {
  loading ??= new Promise((resolve) => {
    document.head.append(element('link', { rel: 'stylesheet', href: '/pages/console/views.css', load: () => resolve(), error: () => resolve() }));
  });
  return loading;
}
