using System.Collections.Generic;
using System.Security.Cryptography;
using Jose;

// -----BEGIN PRIVATE KEY-----: the pair whose public half iAdvize has for this site.
static RSA LoadBrandKey(string pem)
{
    var key = RSA.Create();
    key.ImportFromPem(pem);
    return key;
}

static string Sign(IDictionary<string, object> claims, RSA brandKey) =>
    JWT.Encode(claims, brandKey, JwsAlgorithm.RS256); // not HS256, PS256 or none
