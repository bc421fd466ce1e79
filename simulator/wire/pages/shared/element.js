/**
 * @typedef {string | number | Node | null | undefined | false} Child
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Properties
 */

/**
 * An element. Text goes in as text, never as markup; a function is the listener of the event that it is named for.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Properties} [properties] @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...shown(children));
  return made;
}

/** Puts these children into an element, in the place of all others. @param {Element} parent @param {...Child} children */
export function fill(parent, ...children) {
  parent.replaceChildren(...shown(children));
}

/**
 * The element that a page must have.
 * @template {HTMLElement} [Wanted=HTMLElement]
 * @param {string} id @returns {Wanted}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`This page has no element #${id}.`);
  return /** @type {Wanted} */ (found);
}

/** @param {Child[]} children @returns {(string | Node)[]} */
function shown(children) {
  return children
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}
