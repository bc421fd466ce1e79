import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.*;
import com.nimbusds.jwt.*;
import java.security.KeyFactory;
import java.security.interfaces.*;
import java.security.spec.*;
import java.time.Instant;
import java.util.*;

public final class ChatTokens {
    private final RSASSASigner signer;
    private final RSAEncrypter encrypter;

    /** Once: the brand's own private key (PEM), iAdvize's public key (one line). */
    public ChatTokens(String brandPem, String iadvizeLine) throws Exception {
        var rsa = KeyFactory.getInstance("RSA");
        var pkcs8 = Base64.getMimeDecoder()
            .decode(brandPem.replaceAll("-----[A-Z ]+-----", ""));
        signer = new RSASSASigner(rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        var spki = new X509EncodedKeySpec(Base64.getDecoder().decode(iadvizeLine));
        encrypter = new RSAEncrypter((RSAPublicKey) rsa.generatePublic(spki));
    }

    public String make(String userId, Map<String, String> visitorData)
            throws JOSEException {
        var signed = new SignedJWT(
            new JWSHeader(JWSAlgorithm.RS256),
            new JWTClaimsSet.Builder()
                .issuer("https://shop.example") // your site
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("https://iadvize.com/userId", userId)
                .claim("https://iadvize.com/visitorData", visitorData)
                .build());
        signed.sign(signer);

        // Encrypt what is signed, never the claims: three parts go in, five come out.
        var token = new JWEObject(
            new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM),
            new Payload(signed));
        token.encrypt(encrypter);
        return token.serialize();
    }
}
