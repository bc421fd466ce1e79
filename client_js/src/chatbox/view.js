import { behind, newest } from '../new-messages.js';
import { words } from './words.js';

/**
 * @import { Conversation } from '../answers.js'
 */

/**
 * The chatbox's elements and what they do.
 * @param {object} of
 * @param {ShadowRoot} of.root
 * @param {boolean} of.secured
 * @param {string | undefined} of.lang
 * @param {(text: string) => Promise<boolean>} of.say
 * @param {() => Promise<void>} of.close
 * @param {(isOpen: boolean) => void} of.opened
 */
export function createView({ root, secured, lang, say, close, opened }) {
  const document = root.ownerDocument;
  const { code, text } = words(lang);
  root.host.setAttribute('lang', code);

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
  const minimise = element('button', { type: 'button', class: 'quiet minimise' }, text.close);
  const end = element('button', { type: 'button', class: 'quiet end' }, text.end);
  const log = element('div', { class: 'log', role: 'log', 'aria-label': text.messages, tabindex: '0' });
  const trouble = element('p', { class: 'trouble', role: 'alert' });
  const input = element('input', { 'aria-label': text.write, placeholder: text.write, autocomplete: 'off' });
  input.maxLength = 2000;
  const form = element('form', {}, input, element('button', {}, text.send));
  const panel = element(
    'section',
    { class: 'panel', id: 'panel', role: 'dialog', 'aria-label': text.chat },
    element('header', {}, element('h2', {}, text.chat), element('span', {}, end, minimise)),
    ...(secured ? [element('p', { class: 'banner', role: 'status' }, text.signedIn)] : []),
    log,
    trouble,
    form,
  );
  panel.hidden = true;
  root.append(panel, launcher);

  /** @type {string | null} */
  let shown = null;
  /** @type {string | undefined} */
  let last;
  let unread = 0;

  function label() {
    launcher.textContent = panel.hidden ? text.chat + (unread ? ` (${unread})` : '') : text.close;
    launcher.setAttribute('aria-label', panel.hidden ? text.open(unread) : text.close);
    launcher.setAttribute('aria-expanded', String(!panel.hidden));
  }

  function toggle() {
    panel.hidden = !panel.hidden;
    unread = 0;
    label();
    (panel.hidden ? launcher : input).focus();
    opened(!panel.hidden);
  }

  async function send() {
    const said = input.value.trim();
    if (!said) return;
    trouble.textContent = '';
    input.value = '';
    if (await say(said)) return;
    input.value = input.value || said;
    trouble.textContent = text.trouble;
  }

  launcher.addEventListener('click', toggle);
  minimise.addEventListener('click', toggle);
  end.addEventListener('click', () => void close());
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') toggle();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  end.hidden = true;
  label();

  return {
    isOpen: () => !panel.hidden,
    toggle,
    /** @param {Conversation | null} conversation */
    render(conversation) {
      const messages = conversation?.messages ?? [];
      const isFirst = shown === null;
      if (shown !== (conversation?.id ?? '')) {
        log.replaceChildren();
        last = undefined;
      }
      shown = conversation?.id ?? '';
      for (const { author, text: said } of behind(messages, last)) {
        const who = element('span', { class: 'author' }, `${author === 'visitor' ? text.you : text.advisor}: `);
        log.append(element('p', { class: author }, who, said));
        if (author === 'advisor' && panel.hidden && !isFirst) unread += 1;
      }
      while (log.childElementCount > messages.length) log.firstElementChild?.remove();
      if (last !== newest(conversation)) log.scrollTop = log.scrollHeight;
      last = newest(conversation);
      end.hidden = conversation?.state !== 'open';
      label();
    },
  };
}
