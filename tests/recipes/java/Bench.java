import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.*;
import java.util.stream.Collectors;

/** Runs every recipe and prints what came of each, as JSON. */
public final class Bench {
    public static void main(String[] arguments) throws Exception {
        var customer = new HashMap<String, Object>();
        customer.put("firstName", "Zoë");
        customer.put("zipCode", 75011);
        customer.put("city", null);
        customer.put("loyalty", "gold");
        var brandPem = System.getenv("BRAND_PRIVATE_KEY");
        var iadvizeLine = System.getenv("IADVIZE_PUBLIC_KEY");
        var brandKey = Sign.loadBrandKey(brandPem);
        var iadvizeKey = LoadIadvizeKey.loadIadvizeKey(iadvizeLine);
        var userId = UserId.userId(42);
        var data = VisitorData.visitorData(customer);
        var signed = Sign.sign(Claims.claims(userId, data), brandKey);
        var empty = Sign.sign(Claims.claims(userId, Map.of()), brandKey);

        var headers = new HashMap<String, String>();
        var response = (HttpServletResponse) Proxy.newProxyInstance(
            Bench.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, values) -> headers.put((String) values[0], (String) values[1]));
        var made = new int[1];

        var seen = new LinkedHashMap<String, Object>();
        seen.put("userId", userId);
        seen.put("longest", UserId.userId("😀".repeat(255)));
        seen.put("refused", List.of(refused(null), refused(" "), refused("x".repeat(256))));
        seen.put("visitorData", data);
        seen.put("expiry", Expiry.expiry().getTime() / 1000);
        seen.put("token", Encrypt.encrypt(signed, iadvizeKey));
        seen.put("emptyData", Encrypt.encrypt(empty, iadvizeKey));
        seen.put("whole", new ChatTokens(brandPem, iadvizeLine).make("42", Map.of("firstName", "Zoë")));
        seen.put("handed", HandOver.handOver("a.b.c.d.e"));
        seen.put("fresh", List.of(
            FreshToken.freshToken(response, () -> "token-" + ++made[0]),
            FreshToken.freshToken(response, () -> "token-" + ++made[0])));
        seen.put("cacheControl", headers.get("Cache-Control"));
        System.out.write(json(seen).getBytes("UTF-8"));
        System.out.flush();
    }

    private static boolean refused(Object id) {
        try {
            UserId.userId(id);
            return false;
        } catch (IllegalArgumentException expected) {
            return true;
        }
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Bench::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }
}
