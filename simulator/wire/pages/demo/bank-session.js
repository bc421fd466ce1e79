/**
 * Whom the bank itself has signed in, in every tab: in a real one this is its own cookie.
 *
 * @typedef {'guest' | 'out' | (string & {})} Who a customer's key, or one of the two
 */

const KEY = 'harbour-bank-visitor';

/** @returns {Who} */
export function whoIsIn() {
  try {
    return localStorage.getItem(KEY) ?? 'out';
  } catch {
    return 'out';
  }
}

/** @param {Who} who */
export function remember(who) {
  try {
    localStorage.setItem(KEY, who);
  } catch {
    // Without storage the visitor is asked again on the next page.
  }
}

/** @param {(who: Who) => void} changed somebody signed in or out in another tab */
export function whenChangedElsewhere(changed) {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY) changed(newValue ?? 'out');
  });
}
