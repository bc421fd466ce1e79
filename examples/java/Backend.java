// A shop's backend on the JDK alone: a login, and the endpoint that the page's token provider asks. java Backend.java
// The library that docs/token.md shows, nimbus-jose-jwt, does in three lines what ChatTokens below does with the JDK.

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

public final class Backend {
    record Customer(String id, Map<String, String> profile) {}

    // Stands for the table of customers: the id is made once, says nothing, and is never given to anybody else.
    private static final Map<String, Customer> CUSTOMERS = Map.of(
        "jane", new Customer("5f0c7bd6-2a51-4f0e-9a3e-6a1d3f0b7c11", profile("Jane", "jane@mail.example")),
        "john", new Customer("c9a2e1f4-83d7-4b6a-b0c5-1e7f9d2a4b22", profile("John", "john@mail.example")));
    private static final Map<String, Customer> SESSIONS = new ConcurrentHashMap<>();

    public static void main(String[] args) throws Exception {
        var tokens = new ChatTokens(System.getenv("BRAND_PRIVATE_KEY"), System.getenv("IADVIZE_PUBLIC_KEY"));
        var host = System.getenv().getOrDefault("HOST", "127.0.0.1");
        var port = Integer.parseInt(System.getenv().getOrDefault("PORT", "3000"));
        var server = HttpServer.create(new InetSocketAddress(host, port), 0);
        server.createContext("/login", Backend::login);
        server.createContext("/chat-token", exchange -> token(exchange, tokens));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private static void login(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var customer = CUSTOMERS.get(form.getOrDefault("user", ""));
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, Map.of("error", "POST a form"));
        } else if (customer == null || !"test".equals(form.get("password"))) {
            answer(exchange, 401, Map.of("error", "wrong user or password"));
        } else {
            var session = UUID.randomUUID().toString();
            SESSIONS.put(session, customer);
            // And Secure, where there is https.
            exchange.getResponseHeaders().add("Set-Cookie", "session=" + session + "; Path=/; HttpOnly; SameSite=Lax");
            answer(exchange, 200, Map.of());
        }
    }

    /** A fresh token for whoever is signed in, and for nobody else; kept by no cache. */
    private static void token(HttpExchange exchange, ChatTokens tokens) throws IOException {
        var cookies = exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of());
        var customer = cookies.stream().flatMap(line -> Arrays.stream(line.split("; ?")))
            .filter(pair -> pair.startsWith("session="))
            .map(pair -> SESSIONS.get(pair.substring("session=".length())))
            .filter(found -> found != null).findFirst();
        if (customer.isEmpty()) {
            answer(exchange, 401, Map.of("error", "sign in first"));
            return;
        }
        exchange.getResponseHeaders().add("Cache-Control", "no-store");
        try {
            answer(exchange, 200, Map.of("token", tokens.make(customer.get().id(), customer.get().profile())));
        } catch (GeneralSecurityException problem) {
            problem.printStackTrace();
            answer(exchange, 500, Map.of("error", "see the log"));
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> members) throws IOException {
        var body = Json.object(members).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static Map<String, String> form(String text) {
        var fields = new HashMap<String, String>();
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            fields.put(URLDecoder.decode(parts[0], UTF_8), parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    private static Map<String, String> profile(String firstName, String email) {
        return Map.of("firstName", firstName, "email", email);
    }
}

final class ChatTokens {
    private final SecureRandom random = new SecureRandom();
    private final PrivateKey brandKey;
    private final PublicKey iadvizeKey;

    /** Once: the brand's own private key (PEM), iAdvize's public key (one line). */
    ChatTokens(String brandPem, String iadvizeLine) throws GeneralSecurityException {
        var rsa = KeyFactory.getInstance("RSA");
        var pkcs8 = Base64.getMimeDecoder().decode(brandPem.replaceAll("-----[A-Z ]+-----", ""));
        brandKey = rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        iadvizeKey = rsa.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(iadvizeLine)));
    }

    String make(String userId, Map<String, String> visitorData) throws GeneralSecurityException {
        var claims = "{" + Json.text("iss") + ":" + Json.text("https://shop.example") // your site
            + "," + Json.text("exp") + ":" + (Instant.now().getEpochSecond() + 60)
            + "," + Json.text("https://iadvize.com/userId") + ":" + Json.text(userId)
            + "," + Json.text("https://iadvize.com/visitorData") + ":" + Json.object(visitorData) + "}";
        // Encrypt what is signed, never the claims: three parts go in, five come out.
        return encrypt(sign(claims));
    }

    private String sign(String claims) throws GeneralSecurityException {
        var signed = base64Url("{\"alg\":\"RS256\"}".getBytes(UTF_8)) + "." + base64Url(claims.getBytes(UTF_8));
        var rs256 = Signature.getInstance("SHA256withRSA");
        rs256.initSign(brandKey);
        rs256.update(signed.getBytes(UTF_8));
        return signed + "." + base64Url(rs256.sign());
    }

    private String encrypt(String signed) throws GeneralSecurityException {
        var header = base64Url("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}".getBytes(UTF_8));
        var contentKey = bytes(32);
        var iv = bytes(12);
        // Said in full: the JDK's own OAEPWithSHA-256AndMGF1Padding has MGF1 with SHA-1, which is another algorithm.
        var oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
        oaep.init(Cipher.ENCRYPT_MODE, iadvizeKey, new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        var gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(contentKey, "AES"), new GCMParameterSpec(128, iv));
        gcm.updateAAD(header.getBytes(UTF_8));
        var sealed = gcm.doFinal(signed.getBytes(UTF_8));
        var tag = sealed.length - 16; // the JDK puts it behind the ciphertext
        return String.join(".", header, base64Url(oaep.doFinal(contentKey)), base64Url(iv),
            base64Url(Arrays.copyOf(sealed, tag)), base64Url(Arrays.copyOfRange(sealed, tag, sealed.length)));
    }

    private byte[] bytes(int count) {
        var made = new byte[count];
        random.nextBytes(made);
        return made;
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

/** As much JSON as this file needs; with a library of your project, use that. */
final class Json {
    static String object(Map<String, String> members) {
        return members.entrySet().stream().map(member -> text(member.getKey()) + ":" + text(member.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    }

    static String text(String value) {
        var quoted = new StringBuilder("\"");
        value.chars().forEach(unit -> quoted.append(switch (unit) {
            case '"', '\\' -> "\\" + (char) unit;
            default -> unit < 0x20 ? String.format("\\u%04x", unit) : String.valueOf((char) unit);
        }));
        return quoted.append('"').toString();
    }
}
