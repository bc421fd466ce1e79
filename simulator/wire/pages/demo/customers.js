/**
 * Harbour Bank's two sample customers. The people, the ids and the figures are invented.
 *
 * @typedef {object} Account
 * @property {string} name
 * @property {string} number
 * @property {number} balance
 * @property {string} note
 *
 * @typedef {object} Payment
 * @property {number} daysAgo
 * @property {string} to
 * @property {string} kind
 * @property {number} amount
 *
 * @typedef {object} Customer
 * @property {string} key
 * @property {string} userId one per person, static, and not to be guessed
 * @property {Record<string, string>} visitorData
 * @property {Account[]} accounts
 * @property {Payment[]} payments
 */

/** @type {Customer[]} */
export const CUSTOMERS = [
  {
    key: 'jane',
    userId: 'hb-7f3a91c2e4',
    visitorData: {
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'jane.doe@harbourbank.example',
      zipCode: 'T12 W8KP',
      city: 'Cork',
      country: 'Ireland',
    },
    accounts: [
      { name: 'Everyday account', number: '•• 4821', balance: 3482.16, note: '€3,482.16 available' },
      { name: 'Rainy-day savings', number: '•• 9377', balance: 12650, note: '2.75% a year, paid monthly' },
      { name: 'Harbour card', number: '•• 0054', balance: -318.4, note: 'Next payment on the 28th' },
    ],
    payments: [
      { daysAgo: 0, to: 'Corner Bakery', kind: 'Card', amount: -8.9 },
      { daysAgo: 1, to: 'Ferry & Rail', kind: 'Card', amount: -46.2 },
      { daysAgo: 2, to: 'Salary, Northlight Studio', kind: 'Transfer', amount: 2940 },
      { daysAgo: 4, to: 'Tidewater Electricity', kind: 'Direct debit', amount: -71.35 },
      { daysAgo: 6, to: 'Green Grocer', kind: 'Card', amount: -32.08 },
    ],
  },
  {
    key: 'luis',
    userId: 'hb-c05e77d41b',
    visitorData: {
      firstName: 'Luis',
      lastName: 'Ortega',
      email: 'luis.ortega@harbourbank.example',
      zipCode: 'D02 XN31',
      city: 'Dublin',
      country: 'Ireland',
    },
    accounts: [
      { name: 'Business account', number: '•• 2210', balance: 18904.73, note: 'Ortega Boat Repairs' },
      { name: 'Everyday account', number: '•• 6645', balance: 1127.5, note: '€1,127.50 available' },
      { name: 'Boat loan', number: '•• 3098', balance: -24380, note: 'Paid off in 41 months' },
    ],
    payments: [
      { daysAgo: 0, to: 'Marine Supplies', kind: 'Card', amount: -214.6 },
      { daysAgo: 1, to: 'Invoice 1187, Sail School', kind: 'Transfer', amount: 1860 },
      { daysAgo: 3, to: 'Quay Rent', kind: 'Standing order', amount: -640 },
      { daysAgo: 5, to: 'Lunch at Pier 4', kind: 'Card', amount: -18.5 },
      { daysAgo: 8, to: 'Boat loan', kind: 'Direct debit', amount: -594.63 },
    ],
  },
];

/** @param {Customer} customer */
export function fullName({ visitorData: { firstName, lastName } }) {
  return `${firstName} ${lastName}`;
}
