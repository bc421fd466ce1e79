import { error, warn } from './console.js';

/**
 * @import { Answer, Check, Explanation } from './answers.js'
 */

/**
 * Says in the browser's console what the page's result does not: which check failed and what to change. A site whose
 * verdicts are opaque sends no explanation, and the console stays as silent as in production.
 *
 * @param {string} what @param {Answer} answer @param {number} retry
 * @param {Set<string>} explained what has had its full text in this activation
 */
export function explain(what, answer, retry, explained) {
  const attempt = `${what}, attempt ${retry + 1}`;
  if (answer.kind === 'unreadable') {
    warn(`${attempt}: no readable answer${explained.has(answer.why) ? ', as before' : ` (${answer.why})`}.`);
    explained.add(answer.why);
  }
  if (answer.kind === 'over') warn(`${attempt}: the server allows no more attempts (${answer.why}).`);
  if (answer.kind !== 'refused' || !answer.explanation) return;
  const { code } = answer.explanation;
  const { remaining } = answer.retry;
  const then = remaining === 1 ? '1 retry left' : `${remaining || 'no'} retries left`;
  const headline = `${attempt} was refused: ${code} (${then}).`;
  if (explained.has(code ?? '')) {
    warn(`${headline} Explained above.`);
    return;
  }
  explained.add(code ?? '');
  error(`${headline}\n${inFull(answer.explanation)}`);
}

/** @param {Explanation} explanation */
function inFull({ code, checks, alsoFound }) {
  const failed = checks.find((check) => check.outcome === 'failed');
  const lines = failed ? about(failed) : [];
  for (const also of alsoFound ?? []) lines.push(`also found: ${also.code}: ${also.message}`);
  const link = `docs/mistakes.md#${code}`;
  if (!failed?.docs && !failed?.hint?.includes(link)) lines.push(`docs: ${link}`);
  return lines.map((line) => `  ${line}`).join('\n');
}

/** @param {Check} check */
function about(check) {
  const lines = [`${check.name}: ${check.message}`];
  for (const field of /** @type {const} */ (['found', 'expected', 'hint', 'docs'])) {
    const value = check[field];
    if (value !== null && value !== undefined) {
      lines.push(`${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
    }
  }
  return lines;
}
