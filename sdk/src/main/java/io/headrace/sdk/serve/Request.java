package io.headrace.sdk.serve;

import io.headrace.transport.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a request for work says beside its input. */
record Request(Exchange exchange) {
    /** As many times the limit are taken and thrown away: a peer that is still sending would not hear the refusal. */
    private static final long PASSED_OVER = 8;

    private static final int MAX_SECONDS_DIGITS = 6;

    /** JSON, or nothing said: as the network's clients often do. */
    boolean isJson() {
        var mediaType = header("Content-Type");
        return mediaType.isEmpty() || mediaType.contains("json");
    }

    boolean wantsEvents() {
        return header("Accept").contains("text/event-stream");
    }

    /** The shorter one of the server's time and the client's own. */
    Duration deadline(Duration most) {
        var seconds = header("timeout_seconds");
        if (seconds.isEmpty()
                || seconds.length() > MAX_SECONDS_DIGITS
                || !seconds.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return most;
        }
        var asked = Duration.ofSeconds(Integer.parseInt(seconds));
        return asked.isPositive() && asked.compareTo(most) < 0 ? asked : most;
    }

    /** Empty when it is larger. */
    Optional<byte[]> body(int limitBytes) throws IOException {
        try (var stream = exchange.body().stream(limitBytes * PASSED_OVER)) {
            byte[] body = stream.readNBytes(limitBytes);
            return stream.transferTo(OutputStream.nullOutputStream()) > 0 ? Optional.empty() : Optional.of(body);
        }
    }

    private String header(String name) {
        return exchange.headers().first(name).orElse("").toLowerCase(Locale.ROOT);
    }
}
