using System;
using System.Linq;

// The same for one person for ever, and never another's: the account's key, best a
// UUID. No e-mail address or session id: those change. Counters can be guessed.
static string UserId(object accountId)
{
    var id = accountId?.ToString() ?? ""; // "42", not 42
    var length = id.Count(c => !char.IsLowSurrogate(c)); // characters, not UTF-16 units
    if (string.IsNullOrWhiteSpace(id) || length > 255)
        throw new ArgumentException("no user id");
    return id;
}
