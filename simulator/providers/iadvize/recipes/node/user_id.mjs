// The same for one person for ever, and never another's: the account's key, best a
// UUID. No e-mail address or session id: those change. Counters can be guessed.
export function userId(accountId) {
  const id = String(accountId ?? ''); // "42", not 42
  if (id.trim() === '' || [...id].length > 255) throw new RangeError('no user id');
  return id;
}
