import java.security.*;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

// The line is the base64 of a DER key (SPKI), which Java calls X.509 encoded.
// Configured, not written here: iAdvize's own key in production, the simulator's
// in development.
static RSAPublicKey loadIadvizeKey(String line) throws GeneralSecurityException {
    var spki = new X509EncodedKeySpec(Base64.getDecoder().decode(line));
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spki);
}
