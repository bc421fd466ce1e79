using System;
using Microsoft.AspNetCore.Http;

// Made here, once per request: no static field, no IMemoryCache, no session.
static object FreshToken(HttpResponse response, Func<string> makeToken)
{
    response.Headers["Cache-Control"] = "no-store"; // nor kept by a browser or a CDN
    return new { token = makeToken() };
}
