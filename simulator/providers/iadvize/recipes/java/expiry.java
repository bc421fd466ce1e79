import java.time.Instant;
import java.util.Date;

// For the builder's expirationTime(…), which writes seconds; System.currentTimeMillis()
// as a claim("exp", …) would stay milliseconds. iAdvize advises one minute.
static Date expiry() {
    return Date.from(Instant.now().plusSeconds(60));
}
