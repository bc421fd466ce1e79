import java.util.Map;

// The token as it came from serialize(): no "Bearer " before it, no println after it.
// Spring and JAX-RS make JSON of the map; of a String that they are given they don't.
static Map<String, String> handOver(String token) {
    return Map.of("token", token);
}
