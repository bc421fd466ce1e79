import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.*;
import java.security.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

// -----BEGIN PRIVATE KEY-----: Java wants the bytes, without armour and line ends.
static PrivateKey loadBrandKey(String pem) throws GeneralSecurityException {
    var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
}

static String sign(JWTClaimsSet claims, PrivateKey brandKey) throws JOSEException {
    var header = new JWSHeader(JWSAlgorithm.RS256); // not HS256 or PS256
    var jws = new SignedJWT(header, claims);
    jws.sign(new RSASSASigner(brandKey));
    return jws.serialize();
}
