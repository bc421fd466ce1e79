using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Jose; // jose-jwt: Microsoft.IdentityModel cannot encrypt with A256GCM

public sealed class ChatTokens
{
    private readonly RSA brandKey = RSA.Create();
    private readonly RSA iadvizeKey = RSA.Create();

    // Once: the brand's own private key (PEM), iAdvize's public key (one line).
    public ChatTokens(string brandPem, string iadvizeLine)
    {
        brandKey.ImportFromPem(brandPem);
        var iadvizeDer = Convert.FromBase64String(iadvizeLine);
        iadvizeKey.ImportSubjectPublicKeyInfo(iadvizeDer, out _);
    }

    public string Make(string userId, IDictionary<string, string> visitorData)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = "https://shop.example", // your site
            ["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60,
            ["https://iadvize.com/userId"] = userId,
            ["https://iadvize.com/visitorData"] = visitorData,
        };
        string signed = JWT.Encode(claims, brandKey, JwsAlgorithm.RS256);

        // Encrypt what is signed, never the claims: three parts go in, five come out.
        return JWT.Encode(
            signed, iadvizeKey, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM);
    }
}
