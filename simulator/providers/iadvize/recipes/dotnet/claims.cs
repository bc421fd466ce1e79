using System;
using System.Collections.Generic;

static Dictionary<string, object> Claims(
    string userId, IDictionary<string, string> visitorData) => new()
{
    ["iss"] = "https://shop.example", // your site
    ["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60,
    // The whole prefix, exactly: https, no www, lower case, one slash.
    ["https://iadvize.com/userId"] = userId,
    // The dictionary itself, not JsonSerializer.Serialize(visitorData).
    ["https://iadvize.com/visitorData"] = visitorData,
};
