// The token as it came from Encrypt: no "Bearer " before it, no WriteLine after it.
// ASP.NET Core makes JSON of the object; a bare string from Ok(token) may get quotes.
static object HandOver(string token) => new { token };
