// The same for one person for ever, and never another's: the account's key, best a
// UUID. No e-mail address or session id: those change. Counters can be guessed.
static String userId(Object accountId) {
    var id = accountId == null ? "" : accountId.toString(); // "42", not 42
    if (id.isBlank() || id.codePointCount(0, id.length()) > 255) {
        throw new IllegalArgumentException("no user id");
    }
    return id;
}
