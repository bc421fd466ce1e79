import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Supplier;

// Made here, once per request: no field, no @Cacheable, no session.
static Map<String, String> freshToken(
        HttpServletResponse response, Supplier<String> makeToken) {
    response.setHeader("Cache-Control", "no-store"); // nor kept by a browser or a CDN
    return Map.of("token", makeToken.get());
}
