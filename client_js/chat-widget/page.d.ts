import type { ChatWidget } from './element.js';

declare global {
  /** The older API of Chat for JSM's widget, as a page sets it up before the script loads. */
  interface SpartezSupportChat {
    /** Whose widget it is; chosen, as the real one names a portal of a Jira. */
    project?: string;
    /** Called once `sso` is there. */
    initCallback?: () => void;
    sso?: { login(token: string): Promise<void>; logout(): Promise<void> };
    [setting: string]: unknown;
  }

  interface Window {
    spartezSupportChat?: SpartezSupportChat;
  }

  interface HTMLElementTagNameMap {
    'chat-widget': ChatWidget;
  }
}
