import type { IAdvize, TagConfig } from './index.js';

/** The queue of a page: functions pushed before or after the tag has loaded all run. */
export interface IAdvizeInterface {
  config?: TagConfig;
  push(...functions: Array<(iAdvize: IAdvize) => unknown>): number;
}

/** A page defines those that it wants. */
export interface IAdvizeCallbacks {
  /** The chatbox is on the screen, open or reduced. */
  onChatDisplayed?(): void;
  onChatHidden?(): void;
  onChatButtonDisplayed?(): void;
  onChatStarted?(chat: { id: number; conversationId: string; vuid: string }): void;
  onChatEnded?(chat: { id: number; conversationId: string; vuid: string }): void;
  onMessageSent?(message: { conversationId: string; text: string }): void;
  onMessageReceived?(message: { conversationId: string; text: string }): void;
}

declare global {
  interface Window {
    iAdvizeInterface?: IAdvizeInterface;
    iAdvizeCallbacks?: IAdvizeCallbacks;
    idzCustomData?: Record<string, unknown>;
  }
}
