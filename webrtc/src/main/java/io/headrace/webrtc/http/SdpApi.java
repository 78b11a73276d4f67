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
 * PATCH   the same                           204 for further candidates; 415; 412 other ETag; 422 a restart of ICE
 * </pre>
 *
 * Candidates of the client are not needed, since it is the client that reaches us: they are taken and forgotten.
 */
public final class SdpApi {

    private static final String SDP = "application/sdp";
    private static final String FRAGMENT = "application/trickle-ice-sdpfrag";
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
                case Opening.Opened(var resource, var answer) -> created(exchange, resource, answer);
                case Opening.Refused(var status, var sentence) -> refuse(exchange, status, sentence);
            }
        } catch (OfferRefused refused) {
            refuse(exchange, 400, String.valueOf(refused.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            refuse(exchange, 503, "The server is shutting down");
        }
    }

    private void created(Exchange exchange, String resource, String answer) throws IOException {
        var headers = Cors.ANY
                .with("Content-Type", SDP)
                .with("Location", exchange.path() + "/" + resource)
                .with("ETag", etag(resource));
        for (var iceServer : iceServers) {
            headers = headers.with("Link", "<" + iceServer + ">; rel=\"ice-server\"");
        }
        exchange.answer(201, headers, ByteBuffer.wrap(answer.getBytes(UTF_8)));
    }

    /** Of the session's connectivity, which never restarts; the resource's name itself stays a secret of the path. */
    private static String etag(String resource) {
        return "\"" + resource.substring(0, 8) + "\"";
    }

    private void delete(Exchange exchange, PathParameters path) throws IOException {
        if (server.end(path.get("resource"))) {
            exchange.answer(200, Cors.ANY, ByteBuffer.allocate(0));
        } else {
            refuse(exchange, 404, "There is no such session, or it has ended");
        }
    }

    private void patch(Exchange exchange, PathParameters path) throws IOException {
        String resource = path.get("resource");
        var fragment = server.clientFragment(resource);
        if (fragment.isEmpty()) {
            refuse(exchange, 404, "There is no such session, or it has ended");
        } else if (!isOf(exchange, FRAGMENT)) {
            refuse(exchange, 415, "Further candidates have the Content-Type " + FRAGMENT);
        } else if (exchange.headers()
                .first("If-Match")
                .filter(tag -> !tag.equals("*") && !tag.equals(etag(resource)))
                .isPresent()) {
            refuse(exchange, 412, "The session's ETag is another one");
        } else {
            candidates(exchange, fragment);
        }
    }

    private static void candidates(Exchange exchange, Optional<String> fragment) throws IOException {
        var text = new String(exchange.body().readAll(MAX_FRAGMENT_BYTES), UTF_8);
        boolean restart = text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .anyMatch(line -> !fragment.equals(Optional.of(line.substring("a=ice-ufrag:".length()))));
        if (restart) {
            refuse(exchange, 422, "ICE is not restarted here: end this session and offer again");
        } else {
            exchange.answer(204, Cors.ANY, ByteBuffer.allocate(0));
        }
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
