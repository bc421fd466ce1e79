using System;

// A number of seconds: not ToUnixTimeMilliseconds(), not a DateTime, which would
// become text. One minute is what iAdvize advises.
static long Expiry() => DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60;
