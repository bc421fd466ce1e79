/**
 * Where somebody is, as the address says it: #/sites/demo/attempts/5f0c…
 *
 * @typedef {'attempts' | 'sessions' | 'visitors' | 'failures' | 'explain' | 'setup'} View
 * @typedef {{ siteId: string | null, view: View, item: string | null, isNew?: boolean }} Place
 */

/** @type {readonly View[]} */
const VIEWS = ['attempts', 'sessions', 'visitors', 'failures', 'explain', 'setup'];

/** Where a site is made. */
export const NEW = '#/new';

/** @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const [, root, siteId, view, item] = hash.replace(/^#/, '').split('/').map(decoded);
  if (root === 'new') return { siteId: null, view: 'attempts', item: null, isNew: true };
  if (root !== 'sites' || !siteId) return { siteId: null, view: 'attempts', item: null };
  const known = VIEWS.find((name) => name === view) ?? 'attempts';
  return { siteId, view: known, item: item || null };
}

/** @param {string} siteId @param {View} [view] @param {string} [item] */
export function hashOf(siteId, view = 'attempts', item) {
  const parts = ['sites', siteId, ...(view !== 'attempts' || item ? [view] : []), ...(item ? [item] : [])];
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
