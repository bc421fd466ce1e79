import { dress } from './style.js';

/**
 * @import { Standing } from './server.js'
 */

/**
 * What the widget shows: a button, and behind it the customer, the ticket and a line to write in.
 * @param {object} of
 * @param {Window & typeof globalThis} of.page
 * @param {ShadowRoot} of.root
 * @param {(text: string) => Promise<boolean>} of.say
 * @param {() => Promise<boolean>} of.close
 */
export function createView({ page, root, say, close }) {
  const { document } = page;

  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name @param {Record<string, string>} attributes @param {...(Node | string)} children
   */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
  }

  const launcher = element('button', { type: 'button', class: 'launcher', 'aria-controls': 'panel' });
  const end = element('button', { type: 'button', class: 'quiet end' }, 'Close ticket');
  const minimise = element('button', { type: 'button', class: 'quiet minimise', 'aria-label': 'Close the chat' }, 'Close');
  const customer = element('p', { class: 'customer', role: 'status' });
  const log = element('div', { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: '0' });
  const trouble = element('p', { class: 'trouble', role: 'alert' });
  const input = element('input', { 'aria-label': 'Describe your problem', placeholder: 'Describe your problem', autocomplete: 'off' });
  input.maxLength = 2000;
  const send = element('button', {}, 'Send');
  const form = element('form', {}, input, send);
  const panel = element(
    'section',
    { class: 'panel', id: 'panel', role: 'dialog', 'aria-label': 'Chat with the help desk' },
    element('header', {}, element('h2', {}, 'Help desk'), element('span', {}, end, minimise)),
    customer,
    log,
    trouble,
    form,
  );
  panel.hidden = true;
  dress(page, root);
  root.append(panel, launcher);

  /** @type {string | null} */
  let shown = null;
  let count = 0;
  let unread = 0;

  function label() {
    launcher.textContent = panel.hidden ? (unread ? `Help (${unread})` : 'Help') : 'Close';
    launcher.setAttribute('aria-label', panel.hidden ? `Open the chat with the help desk${unread ? `, ${unread} unread` : ''}` : 'Close the chat');
    launcher.setAttribute('aria-expanded', String(!panel.hidden));
  }

  function toggle() {
    panel.hidden = !panel.hidden;
    unread = 0;
    label();
    if (panel.hidden) launcher.focus();
    else if (!input.disabled) input.focus();
  }

  async function write() {
    const text = input.value.trim();
    if (!text) return;
    trouble.textContent = '';
    input.value = '';
    if (await say(text)) return;
    input.value ||= text;
    trouble.textContent = 'That did not arrive. Try again.';
  }

  launcher.addEventListener('click', toggle);
  minimise.addEventListener('click', toggle);
  end.addEventListener('click', async () => {
    if (!(await close())) trouble.textContent = 'The ticket could not be closed. Try again.';
  });
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') toggle();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void write();
  });

  /** @param {Standing | null} standing @param {string} [nobody] what is said where nobody is logged in */
  function render(standing, nobody = 'You are not logged in. Log in to this website to write to us.') {
    const ticket = standing?.ticket ?? null;
    const messages = ticket?.messages ?? [];
    const who = standing?.customer;
    customer.textContent = who ? `Logged in as ${who.displayName ?? who.email}${who.displayName && who.email ? ` (${who.email})` : ''}` : nobody;
    input.disabled = send.disabled = !standing;
    end.hidden = ticket?.state !== 'open';
    const isFirst = shown === null;
    if (shown !== (ticket?.id ?? '')) {
      log.replaceChildren();
      count = 0;
    }
    shown = ticket?.id ?? '';
    for (const { author, text } of messages.slice(count)) {
      const name = element('span', { class: 'author' }, author === 'visitor' ? 'You: ' : 'Agent: ');
      log.append(element('p', { class: author }, name, text));
      if (author === 'advisor' && panel.hidden && !isFirst) unread += 1;
    }
    if (count !== messages.length) log.scrollTop = log.scrollHeight;
    count = messages.length;
    label();
  }

  render(null);
  return { render };
}
