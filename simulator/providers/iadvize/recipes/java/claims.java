import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.*;

static JWTClaimsSet claims(String userId, Map<String, String> visitorData) {
    return new JWTClaimsSet.Builder()
        .issuer("https://shop.example") // your site
        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
        // The whole prefix, exactly: https, no www, lower case, one slash.
        .claim("https://iadvize.com/userId", userId)
        // The map itself, not a string of JSON.
        .claim("https://iadvize.com/visitorData", visitorData)
        .build();
}
