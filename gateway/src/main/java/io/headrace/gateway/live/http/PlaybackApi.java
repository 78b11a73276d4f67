package io.headrace.gateway.live.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.live.LiveStream;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.publication.LivePublication;
import io.headrace.gateway.publication.LivePublication.Extent;
import io.headrace.machine.NanoTicker;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.PathPattern;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plays streams and recordings over HTTP, to any player on any web page (wire protocol section 3.8).
 *
 * <pre>
 * GET /stream/{name}.m3u8                        what renditions there are
 * GET /stream/{name}/{rendition}.m3u8            the newest segments; ?playlist=all as many as there are
 * GET /stream/{name}/{rendition}/{number}.ts     a segment
 * GET /stream/current.m3u8                       of the newest stream, where that is shown
 * GET /recordings/{name}/{rendition}.mp4         a recording
 * </pre>
 */
public final class PlaybackApi {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String PLAYLIST = "application/x-mpegURL";
    private static final String PLAYLIST_ENDING = ".m3u8";

    /** A cache in front of us asks once a second, however many watch. */
    private static final String FRESH = "max-age=1";

    /** As long as anybody asks for a segment; not longer, because the next stream of that name counts from 0 again. */
    private static final String LASTING = "max-age=60";

    private final LiveStreams streams;
    private final PlaybackConfig config;
    private final PlaybackCounters counters = new PlaybackCounters();
    private final ViewerLimit viewers;
    private final MediaFileAnswer files;

    public PlaybackApi(LiveStreams streams, NanoTicker ticker, PlaybackConfig config) {
        this.streams = streams;
        this.config = config;
        this.viewers = new ViewerLimit(config.segmentsPerViewer());
        this.files = new MediaFileAnswer(config, counters, ticker);
    }

    public List<Route> routes() {
        return List.of(
                route("/stream/{file}", this::master),
                route("/stream/{name}/{file}", this::playlist),
                route("/stream/{name}/{rendition}/{file}", this::segment),
                route("/recordings/{name}/{file}", this::recording));
    }

    /** For gauges. */
    public PlaybackCounters counters() {
        return counters;
    }

    private static Route route(String pattern, Route.Handler handler) {
        return new Route(METHODS, PathPattern.of(pattern), (exchange, path) -> {
            if (exchange.method().equals("OPTIONS")) {
                exchange.answer(204, mayI(), ByteBuffer.allocate(0));
            } else {
                handler.handle(exchange, path);
            }
        });
    }

    private void master(Exchange exchange, PathParameters path) throws IOException {
        var playlist = stem(path.get("file"), PLAYLIST_ENDING)
                .flatMap(name -> name.equals("current") ? current() : find(name))
                .flatMap(LivePublication::master);
        answer(exchange, playlist);
    }

    private Optional<LivePublication> current() {
        return config.current() == PlaybackConfig.Current.SHOWN
                ? streams.all().reversed().stream()
                        .filter(stream -> !stream.over())
                        .findFirst()
                        .map(LiveStream::publication)
                : Optional.empty();
    }

    private void playlist(Exchange exchange, PathParameters path) throws IOException {
        boolean all = exchange.queryParameter("playlist").filter("all"::equals).isPresent();
        var playlist = stem(path.get("file"), PLAYLIST_ENDING)
                .flatMap(rendition -> find(path.get("name"))
                        .flatMap(stream -> stream.playlist(rendition, all ? Extent.ALL : Extent.WINDOW)));
        answer(exchange, playlist);
    }

    private void answer(Exchange exchange, Optional<String> playlist) throws IOException {
        if (playlist.isEmpty()) {
            notFound(exchange);
        } else {
            counters.playlist();
            exchange.answer(
                    200,
                    headers(PLAYLIST, FRESH),
                    ByteBuffer.wrap(playlist.get().getBytes(UTF_8)));
        }
    }

    private void segment(Exchange exchange, PathParameters path) throws IOException {
        var file = stem(path.get("file"), ".ts")
                .filter(number -> number.matches("\\d{1,18}"))
                .flatMap(number -> find(path.get("name"))
                        .flatMap(stream -> stream.segment(path.get("rendition"), Long.parseLong(number))));
        send(exchange, file, "video/mp2t");
    }

    private void recording(Exchange exchange, PathParameters path) throws IOException {
        var file = stem(path.get("file"), ".mp4")
                .flatMap(rendition -> find(path.get("name")).flatMap(stream -> stream.recording(rendition)));
        send(exchange, file, "video/mp4");
    }

    private void send(Exchange exchange, Optional<Path> file, String type) throws IOException {
        if (file.isEmpty()) {
            notFound(exchange);
        } else if (!viewers.begin(exchange.peerAddress())) {
            counters.refuse();
            exchange.answer(
                    429,
                    text().with("Retry-After", "1"),
                    line("Too many segments at once: " + config.segmentsPerViewer() + " are sent to one address"));
        } else {
            try {
                files.send(exchange, file.get(), headers(type, LASTING));
            } catch (NoSuchFileException leftTheWindow) {
                notFound(exchange);
            } finally {
                viewers.end(exchange.peerAddress());
            }
        }
    }

    private Optional<LivePublication> find(String name) {
        return StreamOrder.isName(name) ? streams.publication(name) : Optional.empty();
    }

    /** The name of a file without its ending; empty for other files, and for names that nothing has here. */
    private static Optional<String> stem(String file, String ending) {
        return Optional.of(file)
                .filter(name -> name.endsWith(ending))
                .map(name -> name.substring(0, name.length() - ending.length()))
                .filter(StreamOrder::isName);
    }

    private static void notFound(Exchange exchange) throws IOException {
        exchange.answer(404, text(), line("ErrNotFound"));
    }

    private static ByteBuffer line(String sentence) {
        return ByteBuffer.wrap((sentence + "\n").getBytes(UTF_8));
    }

    private static Headers text() {
        return headers("text/plain; charset=utf-8", "no-store").with("X-Content-Type-Options", "nosniff");
    }

    private static Headers headers(String type, String caching) {
        return Headers.contentType(type)
                .with("Cache-Control", caching)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Expose-Headers", "Content-Length");
    }

    /** What a browser asks before it lets another site's page ask for a part. */
    private static Headers mayI() {
        return Headers.of("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .with("Access-Control-Allow-Headers", "Range")
                .with("Access-Control-Max-Age", "86400");
    }
}
