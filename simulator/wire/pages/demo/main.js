import { byId, element, fill } from '../shared/element.js';
import { icon } from '../shared/icon.js';
import { mint } from '../shared/simulator.js';
import { showAccounts } from './accounts.js';
import { isLoans } from './bank-page.js';
import { remember, whenChangedElsewhere, whoIsIn } from './bank-session.js';
import { activateAnonymous, activateSecured, logOut, whenStopped } from './chat.js';
import { CUSTOMERS, fullName } from './customers.js';
import { NO_EVIDENCE, evidenceOf } from './evidence.js';
import { showEvents } from './heard.js';
import { chosenMistake, offerMistakes, resetMistake, withoutMistakes } from './mistake-choice.js';
import { tell } from './story.js';

/**
 * @import { Customer } from './customers.js'
 * @import { Who } from './bank-session.js'
 */

const SIGNED_IN = 'You are signed in, and the advisor in the chat knows who you are.';
const GUEST = 'You are browsing without signing in. In the chat, the advisor does not know who you are.';
const NO_CHAT = 'The chat is not available right now. Your accounts are.';
const ENDED = 'The chat has ended.';

/** @type {Who} */
let who = 'out';
// Whoever leaves meanwhile must not get the answer that was meant for the one before.
let turn = 0;

/** @param {Who} next */
function show(next) {
  who = next;
  const customer = CUSTOMERS.find(({ key }) => key === who);
  document.body.dataset['visitor'] = customer ? 'customer' : who;
  byId('sign-in').hidden = Boolean(customer);
  byId('browse').hidden = who !== 'out';
  byId('accounts').hidden = !customer || isLoans;
  byId('offers').hidden = Boolean(customer) || isLoans;
  byId('loans').hidden = !isLoans;
  byId('leave').hidden = byId('visitor-name').hidden = who === 'out';
  byId('leave').textContent = customer ? 'Sign out' : 'Leave';
  byId('visitor-name').textContent = customer ? fullName(customer) : 'Guest';
  byId('greeting').textContent = customer ? `${greeting()}, ${customer.visitorData['firstName']}` : 'Your money, safe in harbour.';
  byId('lead').textContent = customer
    ? 'Here is where things stand today.'
    : 'A small bank with people you can talk to. Accounts, savings and loans since 1908.';
  if (customer) showAccounts(byId('account-list'), byId('payment-list'), customer);
  notice('plain');
}

/** @param {Who} next */
async function enter(next) {
  show(next);
  const customer = CUSTOMERS.find(({ key }) => key === next);
  if (customer) await startSecured(customer);
  else if (next === 'guest') await startAnonymous();
}

/** @param {Customer} customer */
async function startSecured(customer) {
  turn += 1;
  const mine = turn;
  let mistake = chosenMistake();
  let calls = 0;
  let token = '';
  notice('plain', 'Connecting the chat …');
  const story = tell('iAdvize.activate(provider)');
  const result = await activateSecured(async () => {
    calls += 1;
    const order = { userId: customer.userId, visitorData: customer.visitorData, ...(mistake ? { mistake } : {}) };
    try {
      ({ token } = await mint('demo', order));
    } catch (error) {
      story.line('provider()', `The bank's backend failed: ${error instanceof Error ? error.message : error}`);
      throw error;
    }
    const retry = calls > 1 ? ` Retry ${calls - 1}.` : '';
    story.line('provider()', `POST /_simulator/sites/demo/tokens → a token of ${token.length} characters.${retry}`);
    return token;
  });
  mistake = undefined;
  if (mine !== turn) return;
  resetMistake();
  const { status, option } = result.authentication;
  story.line(`→ ${status}`);
  const isSuccess = status === 'authentication-success';
  if (isSuccess) notice('secured', SIGNED_IN);
  else notice('trouble', NO_CHAT, 'Try again', 'Why?');
  const evidence = option ? await evidenceOf(token) : NO_EVIDENCE;
  if (mine === turn) story.ended(result, evidence);
}

async function startAnonymous() {
  turn += 1;
  const mine = turn;
  const story = tell('iAdvize.activate(provider)');
  const result = await activateAnonymous(() => story.line('provider()', "{authenticationOption: {type: 'ANONYMOUS'}}"));
  if (mine !== turn) return;
  story.line(`→ ${result.authentication.status}`);
  if (result.authentication.status === 'authentication-success') notice('plain', GUEST);
  else notice('trouble', NO_CHAT, 'Try again');
  const evidence = await evidenceOf(null);
  if (mine === turn) story.ended(result, evidence);
}

async function leave() {
  turn += 1;
  remember('out');
  show('out');
  byId('greeting').focus();
  const story = tell('iAdvize.logout()');
  await logOut();
  story.line('→ resolved', 'The identity is gone, and the tag rests until the next activate.');
}

/**
 * The bank's own words about the chat.
 * @param {'plain' | 'secured' | 'trouble'} kind @param {string} [text] @param {string} [again] @param {string} [why]
 */
function notice(kind, text, again, why) {
  const place = byId('notice');
  place.hidden = !text;
  place.dataset['kind'] = kind;
  fill(
    place,
    kind !== 'plain' && icon(kind === 'secured' ? 'lock' : 'warning'),
    element('p', {}, text ?? ''),
    why !== undefined && element('a', { href: '#behind' }, why),
    again !== undefined && element('button', { type: 'button', class: 'bank-button', click: () => enter(who) }, again),
  );
}

function greeting() {
  const hour = new Date().getHours();
  if (hour < 5 || hour >= 18) return 'Good evening';
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}

for (const { key } of CUSTOMERS) {
  byId(`sign-in-${key}`).addEventListener('click', () => {
    remember(key);
    byId('greeting').focus();
    void enter(key);
  });
}
byId('browse').addEventListener('click', () => {
  remember('guest');
  byId('greeting').focus();
  void enter('guest');
});
byId('leave').addEventListener('click', () => void leave());
whenChangedElsewhere((next) => {
  turn += 1;
  if (next === 'out') show('out');
  else void enter(next);
});
void whenStopped(() => who !== 'out' && notice('trouble', ENDED, 'Start it again'));
if (isLoans) document.title = 'Loans – Harbour Bank';
byId(isLoans ? 'loans-link' : 'home-link').setAttribute('aria-current', 'page');
void showEvents();
offerMistakes().catch(withoutMistakes);
void enter(whoIsIn());
