package io.headrace.gateway.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.realtime.auth.RealtimeAsk;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.output.OutputPlaylist;
import io.headrace.machine.Host;
import io.headrace.media.MediaBytes;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Steers and shows real-time streams, to whoever may publish them (real-time reference section 3).
 *
 * <pre>
 * POST   {base}/{stream}/update                parameters, a JSON object  → 200; 400, 403, 404, 413
 * GET    {base}/{stream or id}/status          how it is, see {@link StatusAnswer}; 404. As server-sent events where
 *                                              that is accepted: one a second until the stream is over
 * POST   {base}/{stream}/stop                  ends it → 200; 403, 404                                   (ours)
 * GET    {base}/{stream}-out/index.m3u8        the output for players of HLS; 404 until there is one     (ours)
 * GET    {base}/{stream}-out/{number}.ts       a segment of it                                           (ours)
 * OPTIONS of each                              204
 * </pre>
 */
public final class RealtimeApi {

    /** Of one update. The network's own limit is meant to be the same and takes no effect. */
    static final int MAX_PARAMETERS = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeApi.class);

    /** For the conversion of the sound to begin, and for the first segment that holds some. */
    private static final Duration SOUND_PATIENCE = Duration.ofSeconds(8);

    private static final Duration EVENT_PERIOD = Duration.ofSeconds(1);
    private static final String JSON_TYPE = "application/json";
    private static final JsonMapper JSON = new JsonMapper();

    private final RealtimeStreams streams;
    private final RealtimeAuthorization authorization;
    private final StatusAnswer status;
    private final Host host;

    public RealtimeApi(RealtimeStreams streams, RealtimeAuthorization authorization, StatusAnswer status, Host host) {
        this.streams = streams;
        this.authorization = authorization;
        this.status = status;
        this.host = host;
    }

    public List<Route> routes() {
        String stream = RealtimeDesk.BASE + "/{stream}";
        return List.of(
                Route.of("POST", stream + "/update", (exchange, path) -> steer(exchange, path, this::update)),
                Route.of("POST", stream + "/stop", (exchange, path) -> steer(exchange, path, this::stop)),
                Route.of("GET", stream + "/status", this::status),
                Route.of("GET", stream + "/index.m3u8", this::playlist),
                Route.of("GET", stream + "/{file}", this::segment),
                Route.of("OPTIONS", stream + "/update", RealtimeApi::options),
                Route.of("OPTIONS", stream + "/stop", RealtimeApi::options),
                Route.of("OPTIONS", stream + "/status", RealtimeApi::options));
    }

    private interface Steering {
        void on(Exchange exchange, RealtimeStream stream) throws IOException;
    }

    private void steer(Exchange exchange, PathParameters path, Steering steering) throws IOException {
        String name = path.get("stream");
        if (!admitted(exchange, name)) {
            PublicAnswers.refuse(exchange, 403, "You may not steer " + name + " here; is the stream key right?");
            return;
        }
        var stream = streams.findByEither(name).filter(each -> !each.over());
        if (stream.isEmpty()) {
            PublicAnswers.refuse(exchange, 404, "No stream named " + name + " is under way");
        } else {
            steering.on(exchange, stream.get());
        }
    }

    private boolean admitted(Exchange exchange, String name) throws IOException {
        try {
            return authorization.admits(Asks.of(RealtimeAsk.Via.VISIT, name, exchange));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException("The server is shutting down", closing);
        }
    }

    private void update(Exchange exchange, RealtimeStream stream) throws IOException {
        String parameters;
        try {
            parameters = new String(exchange.body().readAll(MAX_PARAMETERS), UTF_8);
        } catch (BodyTooLargeException tooLarge) {
            PublicAnswers.refuse(exchange, 413, "Parameters have at most " + MAX_PARAMETERS + " bytes");
            return;
        }
        if (!isObject(parameters)) {
            PublicAnswers.refuse(
                    exchange,
                    400,
                    "The body is one JSON object: the pipeline's parameters, for instance {\"strength\":0.5}");
            return;
        }
        stream.work().update(parameters);
        exchange.answer(200, PublicAnswers.open(Headers.NONE), ByteBuffer.allocate(0));
    }

    private static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JacksonException unreadable) {
            return false;
        }
    }

    private void stop(Exchange exchange, RealtimeStream stream) throws IOException {
        stream.stop();
        exchange.answer(200, PublicAnswers.open(Headers.NONE), ByteBuffer.allocate(0));
    }

    private void status(Exchange exchange, PathParameters path) throws IOException {
        String name = path.get("stream");
        var stream = streams.findByEither(name);
        if (!admitted(exchange, name)) {
            PublicAnswers.refuse(exchange, 403, "You may not see " + name + " here; is the stream key right?");
        } else if (stream.isEmpty()) {
            PublicAnswers.refuse(exchange, 404, "No stream named " + name + " is known here");
        } else if (wantsEvents(exchange)) {
            events(exchange, stream.get());
        } else {
            exchange.answer(
                    200,
                    PublicAnswers.open(Headers.contentType(JSON_TYPE)),
                    ByteBuffer.wrap(status.of(stream.get()).getBytes(UTF_8)));
        }
    }

    private static boolean wantsEvents(Exchange exchange) {
        return exchange.headers()
                .first("Accept")
                .filter(accept -> accept.contains("text/event-stream"))
                .isPresent();
    }

    private void events(Exchange exchange, RealtimeStream stream) throws IOException {
        var headers =
                PublicAnswers.open(Headers.contentType("text/event-stream").with("Cache-Control", "no-store"));
        var gone = new CountDownLatch(1);
        exchange.onPeerGone(gone::countDown);
        try (var body = exchange.begin(200, headers)) {
            boolean last;
            do {
                last = stream.over();
                body.write(ByteBuffer.wrap(("data: " + status.of(stream) + "\n\n").getBytes(UTF_8)));
            } while (!last && pause(gone));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the peer went meanwhile. */
    private boolean pause(CountDownLatch gone) throws InterruptedException {
        var due = new CountDownLatch(1);
        host.after(EVENT_PERIOD, due::countDown);
        due.await();
        return gone.getCount() > 0;
    }

    private void playlist(Exchange exchange, PathParameters path) throws IOException {
        var stream = output(exchange, path).map(RealtimeStream::playlist);
        if (stream.isPresent()) {
            await(stream.get().wanted());
        }
        var playlist = stream.flatMap(OutputPlaylist::playlist);
        if (playlist.isEmpty()) {
            PublicAnswers.refuse(exchange, 404, "There is no such output, or nothing of it yet");
        } else {
            exchange.answer(
                    200,
                    PublicAnswers.open(
                            Headers.contentType("application/vnd.apple.mpegurl").with("Cache-Control", "max-age=1")),
                    ByteBuffer.wrap(playlist.get().text().getBytes(UTF_8)));
        }
    }

    /** What does not come in time is done without. */
    private static void await(CompletableFuture<Void> sound) throws IOException {
        try {
            sound.get(SOUND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException withoutSound) {
            LOG.info("A playlist is given out without the sound that it should have: {}", withoutSound.toString());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IOException("The server is shutting down", closing);
        }
    }

    private void segment(Exchange exchange, PathParameters path) throws IOException {
        var file = path.get("file");
        var bytes = file.matches("\\d{1,18}\\.ts")
                ? output(exchange, path)
                        .flatMap(stream -> stream.playlist()
                                .segment(Long.parseLong(file.substring(0, file.length() - ".ts".length()))))
                : Optional.<MediaBytes>empty();
        if (bytes.isEmpty()) {
            PublicAnswers.refuse(exchange, 404, "There is no such segment, or it has left the window");
        } else {
            exchange.answer(
                    200,
                    PublicAnswers.open(Headers.contentType("video/mp2t")),
                    bytes.get().asByteBuffer());
        }
    }

    /** Who may publish a stream may watch it. */
    private Optional<RealtimeStream> output(Exchange exchange, PathParameters path) throws IOException {
        String output = path.get("stream");
        if (!output.endsWith(RealtimeDesk.OUTPUT) || !StreamOrder.isName(output)) {
            return Optional.empty();
        }
        var name = output.substring(0, output.length() - RealtimeDesk.OUTPUT.length());
        return admitted(exchange, name) ? streams.find(name) : Optional.empty();
    }

    private static void options(Exchange exchange, PathParameters path) throws IOException {
        PublicAnswers.allow(exchange, "Content-Type, Authorization");
    }
}
