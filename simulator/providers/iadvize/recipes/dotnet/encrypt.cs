using System.Security.Cryptography;
using Jose; // jose-jwt: Microsoft.IdentityModel cannot encrypt with A256GCM

// signed: the three parts of the JWS, as a string (an object would be encrypted as
// bare JSON). RSA_OAEP without _256 is another algorithm.
static string Encrypt(string signed, RSA iadvizeKey) =>
    JWT.Encode(signed, iadvizeKey, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM);
