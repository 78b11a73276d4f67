package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.byoc.ContainerAnswer;
import io.headrace.gateway.byoc.stream.ContainerStreams.ContainerStream;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.PublicAnswers;
import io.headrace.gateway.realtime.StatusAnswer;
import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.StreamStart;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;

/**
 * Begins and steers containers' streams (pipelines section 5.6).
 *
 * <pre>
 * POST {base}/start          with a job in the head → 200 where the stream is, once an application has begun; 400 no job
 *                            that makes sense, an id in use, nobody who offers the container; 413; 502 nobody began it;
 *                            503 nobody has room; else as the application refused
 * POST {base}/{id}/stop      words for the application → 200; 404
 * POST {base}/{id}/update    parameters for the application → as it answers, 202 while nobody has it; 400, 404, 413, 502
 * GET  {base}/{id}/status    how it is; 404
 * GET  {base}/{id}/data      server-sent events, one for each line; 404; 503 when the job has no data
 * OPTIONS of each            204
 * </pre>
 */
public final class StreamApi {

    /** In front of a stream's id. */
    public static final String BASE = "/process/stream";

    private static final int MAX_WORDS = 1 << 20;
    private static final int ID_BYTES = 8;
    private static final String JSON = "application/json";

    private final ContainerStreams streams;
    private final StreamPlaces places;
    private final IntFunction<byte[]> chance;

    /**
     * @param places where streams are reached
     * @param chance for ids, so that nobody guesses them
     */
    public StreamApi(ContainerStreams streams, StreamPlaces places, IntFunction<byte[]> chance) {
        this.streams = streams;
        this.places = places;
        this.chance = chance;
    }

    public List<Route> routes() {
        var stream = BASE + "/{stream}";
        return List.of(
                Route.of("POST", StreamStart.PATH, this::start),
                Route.of("POST", stream + "/stop", (exchange, path) -> steer(exchange, path, this::stop)),
                Route.of("POST", stream + "/update", (exchange, path) -> steer(exchange, path, this::update)),
                Route.of("GET", stream + "/status", (exchange, path) -> steer(exchange, path, this::status)),
                Route.of("GET", stream + "/data", (exchange, path) -> steer(exchange, path, this::data)),
                Route.of("OPTIONS", StreamStart.PATH, StreamApi::options),
                Route.of("OPTIONS", stream + "/stop", StreamApi::options),
                Route.of("OPTIONS", stream + "/update", StreamApi::options),
                Route.of("OPTIONS", stream + "/status", StreamApi::options),
                Route.of("OPTIONS", stream + "/data", StreamApi::options));
    }

    private void start(Exchange exchange, PathParameters path) throws IOException {
        StreamAsk ask;
        try {
            ask = ask(exchange);
        } catch (UnreadableException | IllegalArgumentException senseless) {
            var why = senseless instanceof UnreadableException unreadable
                    ? unreadable.sentence()
                    : String.valueOf(senseless.getMessage());
            PublicAnswers.refuse(
                    exchange,
                    JobRefusal.UNPARSABLE.status(),
                    JobRefusal.UNPARSABLE.body(why).strip());
            return;
        }
        switch (streams.begin(ask)) {
            case ContainerStreams.Beginning.Refused(int code, var sentence) ->
                PublicAnswers.refuse(exchange, code, sentence);
            case ContainerStreams.Beginning.Begun(var stream) -> await(exchange, stream);
        }
    }

    private StreamAsk ask(Exchange exchange) throws IOException, UnreadableException {
        var job = JobHeader.decode(exchange.headers().first(JobHeader.HEADER).orElse(""));
        var body = new String(exchange.body().readAll(StreamStart.MAX_LENGTH), UTF_8);
        return StreamOrders.ask(job, StreamStart.decode(body), HexFormat.of().formatHex(chance.apply(ID_BYTES)));
    }

    /** A client that leaves before anybody began ends it. */
    private void await(Exchange exchange, ContainerStream stream) throws IOException {
        exchange.onPeerGone(() -> abandon(stream));
        boolean answered = false;
        try {
            answer(exchange, stream, stream.work().flight().answer().get());
            answered = true;
        } catch (InterruptedException stopping) {
            throw interrupted();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An answer is never an exception", impossible);
        } finally {
            if (!answered) {
                abandon(stream);
            }
        }
    }

    private void abandon(ContainerStream stream) {
        if (!stream.work().flight().answer().isDone()) {
            streams.remove(stream.ask().id());
            stream.work().cancel();
        }
    }

    private void answer(Exchange exchange, ContainerStream stream, ContainerAnswer answer) throws IOException {
        switch (answer) {
            case ContainerAnswer.Whole(int code, var _, var _)
            when code < 400 ->
                exchange.answer(
                        200,
                        PublicAnswers.open(Headers.contentType(JSON)),
                        utf8(places.of(stream.ask()).encode()));
            case ContainerAnswer.Whole(int code, var headers, var body) ->
                exchange.answer(code, PublicAnswers.open(headers), body.duplicate());
            case ContainerAnswer.Failed(int code, var text) -> PublicAnswers.refuse(exchange, code, text);
            case ContainerAnswer.Events _ -> throw new IllegalStateException("A start is not answered with events");
        }
    }

    private interface Steering {
        void on(Exchange exchange, ContainerStream stream) throws IOException, InterruptedException;
    }

    private void steer(Exchange exchange, PathParameters path, Steering steering) throws IOException {
        var stream = streams.find(path.get("stream"));
        if (stream.isEmpty()) {
            PublicAnswers.refuse(
                    exchange,
                    JobRefusal.NO_STREAM.status(),
                    JobRefusal.NO_STREAM.body().strip());
            return;
        }
        try {
            steering.on(exchange, stream.get());
        } catch (InterruptedException stopping) {
            throw interrupted();
        }
    }

    private void stop(Exchange exchange, ContainerStream stream) throws IOException {
        var words = new String(exchange.body().readAll(MAX_WORDS), UTF_8);
        streams.remove(stream.ask().id()).ifPresent(found -> found.stop(words.isEmpty() ? "{}" : words));
        exchange.answer(200, PublicAnswers.open(Headers.NONE), ByteBuffer.allocate(0));
    }

    private void update(Exchange exchange, ContainerStream stream) throws IOException, InterruptedException {
        var parameters = ByteBuffer.wrap(exchange.body().readAll(MAX_WORDS));
        try {
            var said = stream.work().update(parameters);
            if (said.isPresent()) {
                var type = said.get().headers().first("Content-Type");
                exchange.answer(
                        said.get().status(),
                        PublicAnswers.open(type.map(Headers::contentType).orElse(Headers.NONE)),
                        said.get().body().duplicate());
            } else {
                exchange.answer(202, PublicAnswers.open(Headers.NONE), ByteBuffer.allocate(0));
            }
        } catch (PeerException failure) {
            PublicAnswers.refuse(exchange, 502, String.valueOf(failure.getMessage()));
        }
    }

    private void status(Exchange exchange, ContainerStream stream) throws IOException {
        try {
            var document = JsonDocument.parse(
                            new StatusAnswer(places.whep("%s")).of(stream.stream()), "status", MAX_WORDS)
                    .with("whep_url", places.whep(stream.ask().id()));
            var orchestrator = stream.work().standing().orchestrator();
            document = orchestrator.isPresent() ? document.with("orchestrator", orchestrator.get()) : document;
            exchange.answer(200, PublicAnswers.open(Headers.contentType(JSON)), utf8(document.text()));
        } catch (UnreadableException tooLarge) {
            PublicAnswers.refuse(exchange, 500, "The status cannot be told: " + tooLarge.sentence());
        }
    }

    private void data(Exchange exchange, ContainerStream stream) throws IOException, InterruptedException {
        if (!stream.ask().channels().dataOutput()) {
            PublicAnswers.refuse(exchange, 503, "The stream has no data: its job did not say enable_data_output");
            return;
        }
        var joined = stream.data().join();
        if (joined.isEmpty()) {
            PublicAnswers.refuse(exchange, 429, "As many read along as may");
            return;
        }
        try (var reader = joined.get()) {
            exchange.onPeerGone(reader::close);
            var headers =
                    PublicAnswers.open(Headers.contentType("text/event-stream").with("Cache-Control", "no-cache"));
            try (var body = exchange.begin(200, headers)) {
                pass(reader, body);
            }
        }
    }

    private static void pass(DataFan.Reader reader, AnswerBody body) throws IOException, InterruptedException {
        while (true) {
            switch (reader.next()) {
                case DataFan.Next.Line(var text) -> body.write(utf8("data: " + text + "\n\n"));
                case DataFan.Next.Quiet() -> {
                    // The next look may find something.
                }
                case DataFan.Next.Over() -> {
                    return;
                }
            }
        }
    }

    private static void options(Exchange exchange, PathParameters path) throws IOException {
        PublicAnswers.allow(exchange, "Content-Type, Authorization, Livepeer");
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("This gateway is stopping");
    }
}
