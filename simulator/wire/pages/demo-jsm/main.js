import { byId, element } from '../shared/element.js';
import { mint, mistakes } from '../shared/simulator.js';

/**
 * @typedef {{ email: string, displayName: string }} User
 * @typedef {HTMLElement & { loginWithToken(token: string): Promise<void>, logout(): Promise<void>, show(): void }} ChatWidget
 */

const PROJECT = 'demo-desk';
const DOMAIN = '@tidewater.example';

/** @type {User[]} */
const USERS = [
  { email: 'jane.doe@tidewater.example', displayName: 'Jane Doe' },
  { email: 'sam.poe@tidewater.example', displayName: 'Sam Poe' },
  { email: 'lee.roe@elsewhere.example', displayName: 'Lee Roe' },
];
const chatWidget = /** @type {ChatWidget} */ (document.querySelector('chat-widget'));
const mistake = /** @type {HTMLSelectElement} */ (byId('mistake'));
const api = /** @type {HTMLSelectElement} */ (byId('api'));
const ready = new Promise((resolve) => {
  chatWidget.onload = resolve;
});

/** What the shop's backend would do. @param {User} user @returns {Promise<string>} */
async function tokenFor(user) {
  const order = { userId: user.email, displayName: user.displayName, ...(mistake.value && { mistake: mistake.value }) };
  return (await mint(PROJECT, order)).token;
}

/** What a page of your own would do. @param {User} user */
async function logIn(user) {
  byId('who').textContent = `${user.displayName} is logged in to the shop`;
  byId('leave').hidden = false;
  if (!user.email.endsWith(DOMAIN)) {
    await logOutOfChat();
    say(`${user.email} is not at ${DOMAIN.slice(1)}, so there is no help desk for this customer.`);
    return;
  }
  try {
    await ready;
    const token = await tokenFor(user);
    if (api.value === 'older') await /** @type {any} */ (window).spartezSupportChat.sso.login(token);
    else await chatWidget.loginWithToken(token);
    chatWidget.show();
    say(`${user.email} is logged in to the help desk.`, 'good');
  } catch (exception) {
    say(`It threw: ${/** @type {Error} */ (exception).message}`, 'bad');
  }
}

async function logOutOfChat() {
  chatWidget.hidden = true;
  await ready;
  await chatWidget.logout();
}

/** @param {string} text @param {string} [is] */
function say(text, is = '') {
  const outcome = byId('outcome');
  outcome.textContent = text;
  outcome.dataset['is'] = is;
}

byId('customers').append(
  ...USERS.map((user) =>
    element(
      'li',
      {},
      element('span', {}, `${user.displayName}, ${user.email}`),
      element('button', { type: 'button', class: 'shop-button', click: () => void logIn(user) }, `Log in as ${user.displayName}`),
    ),
  ),
);
byId('leave').addEventListener('click', async () => {
  byId('who').textContent = 'Nobody is logged in';
  byId('leave').hidden = true;
  await logOutOfChat();
  say('Logged out, of the shop and of the help desk.');
});
void mistakes('jsm-chat').then(
  (known) => {
    const made = known.filter(({ inToken }) => inToken);
    mistake.append(...made.map(({ code, line }) => element('option', { value: code }, `${code}: ${line}`)));
  },
  (problem) => say(problem.message, 'bad'),
);
