import { randomId } from './random-id.js';
import { BAD_OPTION, LOGIN_ONGOING, NOT_SET_UP, ONGOING, SERVER_ERROR, TWICE } from './results.js';

/**
 * @import { OfflineServer, offline as Offline } from '../types/index.js'
 * @import { Answer } from './answers.js'
 * @import { TagServer } from './server.js'
 */

// What the tag refuses by itself, before it asks the provider.
const REFUSALS = [ONGOING, TWICE, LOGIN_ONGOING];
const ANSWERS = ['success', BAD_OPTION, NOT_SET_UP, SERVER_ERROR, ...REFUSALS];

/** What an offline server is inside. */
export class Script {
  /** @param {readonly string[]} answers */
  constructor(answers) {
    this.answers = answers;
  }
}

/** @type {typeof Offline} */
export function offline({ answers = 'success' } = {}) {
  const list = /** @type {readonly string[]} */ (Array.isArray(answers) ? answers : [answers]);
  const unknown = list.find((answer) => !ANSWERS.includes(answer));
  if (unknown !== undefined || list.length === 0) {
    throw new TypeError(`offline: ${JSON.stringify(unknown ?? [])} is no answer. Known: ${ANSWERS.join(' · ')}`);
  }
  return /** @type {OfflineServer} */ (/** @type {unknown} */ (new Script(list)));
}

/**
 * Plays a script: one answer for each `activate()`, the same through its retries.
 * @param {Script} script
 * @returns {{ server: TagServer, refusal: (activationId: string) => string | null }}
 */
export function playing({ answers }) {
  /** @type {Map<string, string>} */
  const answerOf = new Map();
  /** @type {Map<string, number>} */
  const attemptsOf = new Map();
  const visitorId = randomId();

  /** @returns {Answer} */
  function accepted() {
    const session = { id: randomId(), identity: 'offline', visitorId, userId: null, expiresAt: null };
    return { kind: 'accepted', session: { ...session, state: 'active' }, conversation: null };
  }

  const nothing = () => Promise.resolve();
  return {
    refusal(activationId) {
      const answer = /** @type {string} */ (answers[Math.min(answerOf.size, answers.length - 1)]);
      answerOf.set(activationId, answer);
      return REFUSALS.includes(answer) ? answer : null;
    },
    server: {
      async activate({ activationId }) {
        const answer = answerOf.get(activationId) ?? 'success';
        if (answer === 'success') return accepted();
        const attempt = (attemptsOf.get(activationId) ?? 0) + 1;
        attemptsOf.set(activationId, attempt);
        const remaining = answer === BAD_OPTION ? 0 : 4 - attempt;
        return { kind: 'refused', reason: answer, retry: { attempt, remaining }, explanation: null };
      },
      renew: async () => accepted(),
      session: async () => null,
      logout: nothing,
      say: async () => null,
      closeConversation: nothing,
      eventsUrl: () => '',
    },
  };
}
