const ENGLISH = {
  chat: 'Chat',
  close: 'Reduce',
  end: 'End the chat',
  messages: 'Messages',
  write: 'Write a message',
  send: 'Send',
  signedIn: 'You are signed in. Your advisor knows who you are.',
  trouble: 'The message could not be sent. Please try again.',
  you: 'You',
  advisor: 'Advisor',
  /** @param {number} unread */
  open: (unread) => `Open the chat${unread ? `, ${unread} new` : ''}`,
};

/** @type {typeof ENGLISH} */
const FRENCH = {
  chat: 'Chat',
  close: 'Réduire',
  end: 'Terminer le chat',
  messages: 'Messages',
  write: 'Écrivez un message',
  send: 'Envoyer',
  signedIn: 'Vous êtes connecté. Votre conseiller sait qui vous êtes.',
  trouble: "Le message n'a pas pu être envoyé. Veuillez réessayer.",
  you: 'Vous',
  advisor: 'Conseiller',
  open: (unread) => `Ouvrir le chat${unread ? `, ${unread} nouveau(x)` : ''}`,
};

/** @param {string | undefined} lang the page's `config.lang` */
export function words(lang) {
  return lang?.startsWith('fr') ? { code: 'fr', text: FRENCH } : { code: 'en', text: ENGLISH };
}
