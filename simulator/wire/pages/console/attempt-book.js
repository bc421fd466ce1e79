/**
 * What is known of a site's attempts: those that belong to one `activate()`, it and its retries, are one activation.
 *
 * @import { Attempt } from '../shared/shapes.js'
 *
 * @typedef {{ key: string, tries: Attempt[] }} Activation the newest attempt first
 * @typedef {ReturnType<typeof createBook>} Book
 */

/** Attempts come in pages, from the newest to the oldest, and one by one as they happen. */
export function createBook() {
  /** @type {Map<string, Activation>} */
  const activations = new Map();
  /** @type {Set<string>} */
  const ids = new Set();
  /** @type {Activation[]} the newest first */
  let order = [];
  /** @type {Attempt | null} */
  let oldest = null;

  /** @param {Attempt} attempt */
  const keyOf = ({ id, activationId }) => activationId ?? id;

  return {
    get activations() {
      return order;
    },
    get size() {
      return ids.size;
    },
    get oldest() {
      return oldest;
    },
    /** @param {Attempt[]} attempts the newest first, all older than what is known */
    append(attempts) {
      for (const attempt of attempts) {
        if (ids.has(attempt.id)) continue;
        ids.add(attempt.id);
        oldest = attempt;
        const known = activations.get(keyOf(attempt));
        if (known) known.tries.push(attempt);
        else order.push(opened(attempt));
      }
    },
    /** @param {Attempt[]} attempts as they happened, the newest last @returns {boolean} whether one is new */
    happened(attempts) {
      const fresh = attempts.filter(({ id }) => !ids.has(id));
      for (const attempt of fresh) {
        ids.add(attempt.id);
        oldest ??= attempt;
        const known = activations.get(keyOf(attempt));
        if (known) known.tries.unshift(attempt);
        else opened(attempt);
      }
      const moved = new Set(fresh.toReversed().map(keyOf));
      const first = [...moved].map((key) => /** @type {Activation} */ (activations.get(key)));
      order = [...first, ...order.filter(({ key }) => !moved.has(key))];
      return fresh.length > 0;
    },
    /** @param {string} attemptId @returns {Activation | undefined} */
    holding(attemptId) {
      return ids.has(attemptId) ? order.find(({ tries }) => tries.some(({ id }) => id === attemptId)) : undefined;
    },
    /** Forgets all, or the oldest beyond so many. @param {number} [keep] attempts */
    trim(keep = 0) {
      while (ids.size > keep) {
        const last = order.pop();
        if (!last) break;
        activations.delete(last.key);
        for (const { id } of last.tries) ids.delete(id);
        oldest = order.at(-1)?.tries.at(-1) ?? null;
      }
    },
  };

  /** @param {Attempt} attempt */
  function opened(attempt) {
    const activation = { key: keyOf(attempt), tries: [attempt] };
    activations.set(activation.key, activation);
    return activation;
  }
}

/** @param {Attempt} attempt @returns {'passed' | 'failed' | 'warning'} */
export function outcomeOf(attempt) {
  if (!attempt.accepted) return 'failed';
  return warningOf(attempt) === undefined ? 'passed' : 'warning';
}

/**
 * What came of it, in as few words as can be; `isCode` where they are one of the catalogue's.
 * @param {Attempt} attempt
 */
export function inShort(attempt) {
  const { accepted, userId, code, fault, status, kind } = attempt;
  if (fault) return { text: `failure mode ${fault}`, isCode: false };
  if (!accepted) return { text: code ?? (status ? `HTTP ${status}` : 'connection reset'), isCode: code !== null };
  const warning = warningOf(attempt);
  if (warning !== undefined) return { text: warning ?? 'warning', isCode: true };
  if (userId === null) return { text: 'anonymous session', isCode: false };
  return { text: kind === 'renewal' ? 'renewed' : 'signed in', isCode: false };
}

/** @param {Attempt} attempt */
export function whose({ userId, accepted }) {
  return userId ?? (accepted ? 'anonymous' : 'no user id');
}

/** The code of the first warning; undefined where there is none. @param {Attempt} attempt */
function warningOf({ verdict, warning }) {
  const found = verdict?.checks.find(({ outcome }) => outcome === 'warning');
  return found ? found.code : (warning ?? undefined);
}
