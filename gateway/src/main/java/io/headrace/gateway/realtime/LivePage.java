package io.headrace.gateway.realtime;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** A page for trying: it publishes the camera, or a clock, by WHIP and plays it by WHEP. It loads nothing from elsewhere. */
public final class LivePage {

    private static final String RESOURCE = "live.html";
    private static final Headers HEADERS = Headers.contentType("text/html; charset=utf-8")
            .with("Cache-Control", "no-cache")
            .with("X-Content-Type-Options", "nosniff")
            .with(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self';"
                            + " frame-ancestors 'none'");

    private final byte[] page;

    public LivePage() {
        try (var in = Objects.requireNonNull(LivePage.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            page = in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The program's own " + RESOURCE + " cannot be read", unreadable);
        }
    }

    public List<Route> routes() {
        return List.of(Route.of("GET", "/live/", (exchange, _) -> show(exchange)));
    }

    private void show(Exchange exchange) throws IOException {
        exchange.answer(200, HEADERS, ByteBuffer.wrap(page).asReadOnlyBuffer());
    }
}
