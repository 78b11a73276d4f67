package io.headrace.webrtc.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.webrtc.Opening;
import io.headrace.webrtc.WebRtcServer;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.sdp.Offer;
import io.headrace.webrtc.sdp.OfferRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Offers and answers over HTTP: WHIP for publishers (RFC 9725), WHEP for viewers (draft-ietf-wish-whep).
 *
 * <pre>
 * POST    {base}/{stream}/whip | whep        201 answer, Location, ETag, Link; 400, 415, and what the desk says; 503 full
 * OPTIONS the same                           204
 * DELETE  {base}/{stream}/whip | whep/{id}   200; 404
 * PATCH   the same                           204 for further candidates; 200 fragment, ETag for a restart of ICE (RFC 9725
 *                                            section 4.3.2); 400, 404, 415; 428 without If-Match, 412 with another ETag
 * </pre>
 *
 * Candidates of the client are not needed, since it is the client that reaches us: they are taken and forgotten.
 */
public final class SdpApi {

    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
    private static final String NO_SESSION = "There is no such session, or it has ended";

    /** RFC 8839 section 5.4. */
    private static final int MAX_NAME = 256;

    private static final int MAX_OFFER_BYTES = 128 * 1024;
    private static final int MAX_FRAGMENT_BYTES = 16 * 1024;

    private final WebRtcServer server;
    private final Desk desk;
    private final List<String> iceServers;

    /** @param iceServers told to clients, for instance {@code stun:stun.example.org:3478}; may be empty */
    public SdpApi(WebRtcServer server, Desk desk, List<String> iceServers) {
        this.server = server;
        this.desk = desk;
        this.iceServers = List.copyOf(iceServers);
    }

    private interface Opener {
        Opening open(Offer offer, MediaRequest request) throws OfferRefused, InterruptedException;
    }

    /** @param base in front of the stream's name, for instance {@code /live/video-to-video} */
    public List<Route> routes(String base) {
        String whip = base + "/{stream}/whip";
        String whep = base + "/{stream}/whep";
        return List.of(
                Route.of("POST", whip, (exchange, path) -> post(exchange, path, this::publish)),
                Route.of("POST", whep, (exchange, path) -> post(exchange, path, this::view)),
                Route.of("OPTIONS", whip, this::options),
                Route.of("OPTIONS", whep, this::options),
                Route.of("DELETE", whip + "/{resource}", this::delete),
                Route.of("DELETE", whep + "/{resource}", this::delete),
                Route.of("PATCH", whip + "/{resource}", this::patch),
                Route.of("PATCH", whep + "/{resource}", this::patch),
                Route.of("OPTIONS", whip + "/{resource}", this::options),
                Route.of("OPTIONS", whep + "/{resource}", this::options));
    }

    private Opening publish(Offer offer, MediaRequest request) throws OfferRefused, InterruptedException {
        return server.publish(offer, request, desk);
    }

    private Opening view(Offer offer, MediaRequest request) throws OfferRefused, InterruptedException {
        return server.view(offer, request, desk);
    }

    private void post(Exchange exchange, PathParameters path, Opener opener) throws IOException {
        if (!isOf(exchange, SDP)) {
            refuse(exchange, 415, "An offer has the Content-Type " + SDP);
            return;
        }
        var text = new String(exchange.body().readAll(MAX_OFFER_BYTES), UTF_8);
        var request = new MediaRequest(
                path.get("stream"), exchange::queryParameter, exchange.headers(), exchange.peerAddress());
        try {
            switch (opener.open(Offer.parse(text), request)) {
                case Opening.Opened opened -> created(exchange, opened);
                case Opening.Refused(var status, var sentence) -> refuse(exchange, status, sentence);
            }
        } catch (OfferRefused refused) {
            refuse(exchange, 400, String.valueOf(refused.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            refuse(exchange, 503, "The server is shutting down");
        }
    }

    private void created(Exchange exchange, Opening.Opened opened) throws IOException {
        var headers = Cors.ANY
                .with("Content-Type", SDP)
                .with("Location", exchange.path() + "/" + opened.resource())
                .with("ETag", etag(opened.iceSession()));
        for (var iceServer : iceServers) {
            headers = headers.with("Link", "<" + iceServer + ">; rel=\"ice-server\"");
        }
        exchange.answer(201, headers, ByteBuffer.wrap(opened.answer().getBytes(UTF_8)));
    }

    /** Of the session's connectivity, which a restart changes; the resource's name itself stays a secret of the path. */
    private static String etag(String iceSession) {
        return "\"" + iceSession + "\"";
    }

    private void delete(Exchange exchange, PathParameters path) throws IOException {
        if (server.end(path.get("resource"))) {
            exchange.answer(200, Cors.ANY, ByteBuffer.allocate(0));
        } else {
            refuse(exchange, 404, NO_SESSION);
        }
    }

    private void patch(Exchange exchange, PathParameters path) throws IOException {
        String resource = path.get("resource");
        var iceSession = server.iceSession(resource);
        var match = exchange.headers().first("If-Match");
        if (iceSession.isEmpty()) {
            refuse(exchange, 404, NO_SESSION);
        } else if (!isOf(exchange, FRAGMENT)) {
            refuse(exchange, 415, "Further candidates and restarts have the Content-Type " + FRAGMENT);
        } else if (match.isEmpty()) {
            refuse(exchange, 428, "Send If-Match: the session's ETag, or * to restart ICE whatever it is");
        } else if (!match.get().equals("*") && !match.get().equals(etag(iceSession.get()))) {
            refuse(exchange, 412, "The session's ETag is another one: ICE was restarted since");
        } else {
            take(exchange, resource, new String(exchange.body().readAll(MAX_FRAGMENT_BYTES), UTF_8));
        }
    }

    private void take(Exchange exchange, String resource, String text) throws IOException {
        var named = attribute(text, "a=ice-ufrag:");
        if (named.isEmpty() || named.equals(server.clientFragment(resource))) {
            exchange.answer(204, Cors.ANY, ByteBuffer.allocate(0));
        } else if (named.get().length() > MAX_NAME
                || attribute(text, "a=ice-pwd:").isEmpty()) {
            refuse(
                    exchange,
                    400,
                    "A restart of ICE has an a=ice-ufrag of at most " + MAX_NAME + " characters, and an a=ice-pwd");
        } else {
            restart(exchange, resource, named.get());
        }
    }

    private void restart(Exchange exchange, String resource, String clientFragment) throws IOException {
        var restarted = server.restart(resource, clientFragment);
        if (restarted.isEmpty()) {
            refuse(exchange, 404, NO_SESSION);
            return;
        }
        var headers = Cors.ANY
                .with("Content-Type", FRAGMENT)
                .with("ETag", etag(restarted.get().iceSession()));
        exchange.answer(200, headers, ByteBuffer.wrap(restarted.get().fragment().getBytes(UTF_8)));
    }

    /** What stands behind that beginning of a line, first of all. */
    private static Optional<String> attribute(String text, String start) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private void options(Exchange exchange, PathParameters path) throws IOException {
        exchange.answer(
                204, Cors.PREFLIGHT.with("Accept-Post", SDP).with("Accept-Patch", FRAGMENT), ByteBuffer.allocate(0));
    }

    private static boolean isOf(Exchange exchange, String mediaType) {
        return exchange.headers()
                .first("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .equals(Optional.of(mediaType));
    }

    private static void refuse(Exchange exchange, int status, String sentence) throws IOException {
        var headers =
                Cors.ANY.with("Content-Type", "text/plain; charset=utf-8").with("X-Content-Type-Options", "nosniff");
        exchange.answer(
                status,
                status == 503 ? headers.with("Retry-After", "2") : headers,
                ByteBuffer.wrap((sentence + "\n").getBytes(UTF_8)));
    }
}
