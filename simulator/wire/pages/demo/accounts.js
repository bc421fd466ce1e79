import { element, fill } from '../shared/element.js';

/**
 * @import { Account, Customer, Payment } from './customers.js'
 */

const MONEY = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const DAY = new Intl.DateTimeFormat('en-IE', { day: 'numeric', month: 'short' });
const DAY_MS = 86_400_000;

/** @param {HTMLElement} accounts @param {HTMLElement} payments @param {Customer} customer */
export function showAccounts(accounts, payments, customer) {
  fill(accounts, ...customer.accounts.map(account));
  fill(payments, ...customer.payments.map(payment));
}

/** @param {Account} account */
function account({ name, number, balance, note }) {
  return element(
    'li',
    { class: 'account' },
    element('h3', {}, name),
    element('p', { class: 'account-number' }, number),
    element('p', { class: 'balance' }, money(balance)),
    element('p', { class: 'account-note' }, note),
  );
}

/** @param {Payment} payment */
function payment({ daysAgo, to, kind, amount }) {
  const day = new Date(Date.now() - daysAgo * DAY_MS);
  return element(
    'tr',
    {},
    element('td', { class: 'day' }, daysAgo === 0 ? 'Today' : DAY.format(day)),
    element('th', { scope: 'row' }, to, element('span', { class: 'kind' }, kind)),
    element('td', { class: amount > 0 ? 'amount in' : 'amount' }, (amount > 0 ? '+' : '') + money(amount)),
  );
}

/** With a minus sign that is one. @param {number} amount */
function money(amount) {
  return MONEY.format(amount).replace('-', '−');
}
