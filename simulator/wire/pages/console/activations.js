/**
 * @import { Attempt } from '../shared/shapes.js'
 *
 * @typedef {{ key: string, tries: Attempt[] }} Activation the newest attempt first
 */

/**
 * Attempts that belong to one `activate()`, together: it and its retries.
 * @param {Attempt[]} attempts the newest first @returns {Activation[]}
 */
export function activationsOf(attempts) {
  /** @type {Map<string, Activation>} */
  const activations = new Map();
  for (const attempt of attempts) {
    const key = attempt.activationId ?? attempt.id;
    const known = activations.get(key);
    if (known) known.tries.push(attempt);
    else activations.set(key, { key, tries: [attempt] });
  }
  return [...activations.values()];
}

/** @param {Attempt} attempt @returns {'passed' | 'failed' | 'warning'} */
export function outcomeOf({ accepted, verdict }) {
  if (!accepted) return 'failed';
  return verdict?.checks.some(({ outcome }) => outcome === 'warning') ? 'warning' : 'passed';
}

/**
 * What came of it, in as few words as can be; `isCode` where they are one of the catalogue's.
 * @param {Attempt} attempt
 */
export function inShort({ accepted, verdict, code, fault, status, kind }) {
  if (fault) return { text: `failure mode ${fault}`, isCode: false };
  if (!accepted) return { text: code ?? `HTTP ${status}`, isCode: code !== null };
  if (!verdict) return { text: 'anonymous session', isCode: false };
  const remark = verdict.checks.find((check) => check.outcome === 'warning');
  if (remark) return { text: remark.code ?? 'warning', isCode: true };
  return { text: kind === 'renewal' ? 'renewed' : 'signed in', isCode: false };
}

/** @param {Attempt} attempt */
export function whose({ userId, verdict, accepted }) {
  return userId ?? (verdict || !accepted ? 'no user id' : 'anonymous');
}
