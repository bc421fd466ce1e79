import { explain } from './explain.js';
import { chatServer, LoginError } from './server.js';
import { createView } from './view.js';
import { watchSession } from './watch.js';

/**
 * @import { Standing } from './server.js'
 */

const ENDED = {
  expired: 'Your login has expired. Log in again to write to us.',
  revoked: 'You have been logged out.',
  closed: undefined,
};
const NO_PROJECT = 'Auto-login failed: the widget names no project. Write <chat-widget project="…">, or chat-widget.js?project=…';

/**
 * The `<chat-widget>` element.
 * Documented: `onload`, `loginWithToken`, `logout`, `show`. Chosen: the attribute `project`, `hidden` until `show()`, and
 * that logins wait for one another.
 * @param {Window & typeof globalThis} page @param {string} base the simulator's address
 * @param {string | null} project whose widget it is where the element does not say
 */
export function defineChatWidget(page, base, project) {
  return class extends page.HTMLElement {
    #root = this.attachShadow({ mode: 'open' });
    #view = createView({ page, root: this.#root, say: (text) => this.#say(text), close: () => this.#close() });
    /** @type {Standing | null} */
    #standing = null;
    #unwatch = () => {};
    /** @type {Promise<unknown>} */
    #queue = Promise.resolve();
    #isLoaded = false;

    get project() {
      return this.getAttribute('project') || project;
    }

    get #server() {
      return chatServer(base, this.project ?? '');
    }

    /** Called once the widget is ready; at once where it is already. */
    get onload() {
      return super.onload;
    }

    set onload(listener) {
      super.onload = listener;
      if (this.#isLoaded && typeof listener === 'function') queueMicrotask(() => listener.call(this, new page.Event('load')));
    }

    connectedCallback() {
      if (this.#isLoaded) return;
      // Later, so that a script that stands behind the element in the page has set onload.
      setTimeout(() => {
        if (this.#isLoaded || !this.isConnected) return;
        this.#isLoaded = true;
        this.dispatchEvent(new page.Event('load'));
      });
    }

    disconnectedCallback() {
      this.#unwatch();
    }

    /** Shows a widget that is hidden. */
    show() {
      this.removeAttribute('hidden');
    }

    /** Logs the token's customer in; throws an error whose message says why not. @param {string} token @returns {Promise<void>} */
    loginWithToken(token) {
      return this.#inTurn(async () => {
        if (!this.project) throw new LoginError(NO_PROJECT);
        try {
          this.#stand(await this.#server.login(typeof token === 'string' ? token : null, this.#standing?.session.id ?? null));
        } catch (reason) {
          explain(reason);
          throw reason;
        }
      });
    }

    /** Logs the customer out; fine where nobody is logged in. @returns {Promise<void>} */
    logout() {
      return this.#inTurn(async () => {
        const id = this.#standing?.session.id;
        this.#stand(null);
        if (id) await this.#server.logout(id);
      });
    }

    /** @param {() => Promise<void>} run @returns {Promise<void>} */
    #inTurn(run) {
      const done = this.#queue.then(run);
      this.#queue = done.catch(() => {});
      return done;
    }

    /** @param {Standing | null} standing @param {string} [nobody] */
    #stand(standing, nobody) {
      this.#unwatch();
      this.#unwatch = () => {};
      this.#standing = standing;
      this.#view.render(standing, nobody);
      const id = standing?.session.id;
      if (id) this.#unwatch = watchSession({ server: this.#server, id, seen: (latest) => this.#saw(id, latest) });
    }

    /** @param {string} id @param {Standing | 'gone'} latest */
    #saw(id, latest) {
      if (this.#standing?.session.id !== id) return;
      if (latest !== 'gone' && latest.session.state === 'active') {
        this.#standing = latest;
        this.#view.render(latest);
        return;
      }
      this.#stand(null, latest === 'gone' ? ENDED.revoked : ENDED[/** @type {keyof typeof ENDED} */ (latest.session.state)]);
      this.dispatchEvent(new page.CustomEvent('logout', { detail: latest === 'gone' ? 'revoked' : latest.session.state }));
    }

    /** @param {string} text */
    async #say(text) {
      const standing = this.#standing;
      if (!standing) return false;
      const ticket = await this.#server.say(standing.session.id, text);
      if (ticket && this.#standing?.session.id === standing.session.id) {
        this.#standing = { ...standing, ticket };
        this.#view.render(this.#standing);
      }
      return ticket !== null;
    }

    async #close() {
      const standing = this.#standing;
      if (!standing || !(await this.#server.closeTicket(standing.session.id))) return false;
      if (this.#standing?.session.id === standing.session.id) {
        this.#standing = { ...standing, ticket: null };
        this.#view.render(this.#standing);
      }
      return true;
    }
  };
}

/** @typedef {InstanceType<ReturnType<typeof defineChatWidget>>} ChatWidget */
