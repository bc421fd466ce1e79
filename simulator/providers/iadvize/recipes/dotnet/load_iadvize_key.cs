using System;
using System.Security.Cryptography;

// The line is the base64 of a DER key (SPKI). ImportFromPem would want PEM armour,
// ImportRSAPublicKey another format (PKCS#1).
// Configured, not written here: iAdvize's own key in production, the simulator's
// in development.
static RSA LoadIadvizeKey(string line)
{
    var key = RSA.Create();
    key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(line), out _);
    return key;
}
