import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.RSAEncrypter;
import java.security.interfaces.RSAPublicKey;

// signed: the three parts of the JWS. The constant RSA_OAEP_256 writes RSA-OAEP-256
// into the header; RSA_OAEP is another algorithm.
static String encrypt(String signed, RSAPublicKey iadvizeKey) throws JOSEException {
    var jwe = new JWEObject(
        new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM),
        new Payload(signed));
    jwe.encrypt(new RSAEncrypter(iadvizeKey));
    return jwe.serialize();
}
