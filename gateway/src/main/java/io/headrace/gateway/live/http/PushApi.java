package io.headrace.gateway.live.http;

import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.live.LiveStream;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.publication.LivePublication.Fate;
import io.headrace.gateway.publication.LivePublication.LeftOut;
import io.headrace.gateway.publication.LivePublication.Published;
import io.headrace.gateway.publication.LivePublication.StreamEnded;
import io.headrace.job.lifecycle.Reason;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import io.headrace.wire.live.AnsweredRendition;
import io.headrace.wire.live.PushAnswerWriter;
import io.headrace.wire.live.PushError;
import io.headrace.wire.live.PushRequest;
import io.headrace.wire.live.PushUrl;
import io.headrace.wire.live.StreamConfiguration;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Takes streams segment by segment over HTTP, and can answer each with its renditions (wire protocol section 3.7).
 *
 * <pre>
 * POST or PUT /live/{name}/{number}.ts     → 200, empty or multipart/mixed; a line of text when refused
 * </pre>
 *
 * <p>A client that goes while it waits changes nothing: its segment is worked on and published.
 */
public final class PushApi {

    private static final String BEARER = "Bearer ";

    private final PushPublishers publishers;
    private final PushedSegments segments;
    private final SegmentBody body;
    private final PushConfig config;
    private final Supplier<String> boundaries;

    /** @param boundaries each of 20 random hexadecimal digits */
    public PushApi(
            LiveStreams streams,
            StreamAuthorization authorization,
            MediaEngine media,
            Host host,
            NanoTicker ticker,
            Supplier<String> boundaries,
            PushConfig config) {
        this.publishers = new PushPublishers(streams, authorization, config, host);
        this.segments = new PushedSegments(config, media, ticker);
        this.body = new SegmentBody(config, ticker);
        this.config = config;
        this.boundaries = boundaries;
    }

    public List<Route> routes() {
        return List.of(Route.anyMethod("/live/{path...}", (exchange, _) -> push(exchange)));
    }

    private void push(Exchange exchange) throws IOException {
        var url = new PushUrl(exchange.headers().first("Host").orElse(""), exchange.path());
        switch (PushRequest.parse(
                exchange.method(), url, name -> exchange.headers().first(name))) {
            case PushRequest.Refused(var error) -> refuse(exchange, error);
            case PushRequest.Accepted accepted -> {
                try {
                    enter(exchange, accepted);
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("Interrupted while working on a push");
                }
            }
        }
    }

    private void enter(Exchange exchange, PushRequest.Accepted push) throws IOException, InterruptedException {
        switch (publishers.enter(ask(exchange, push), "HTTP push from " + exchange.peerAddress())) {
            case PushPublishers.Denied _ -> refuse(exchange, new PushError.StreamDenied(push.url()));
            case PushPublishers.NotCreated _ -> refuse(exchange, new PushError.StreamNotCreated(push.url()));
            case PushPublishers.TooManyPushes _ -> refuse(exchange, new PushError.NoSessions());
            case PushPublishers.NothingToDo _ -> {
                body.pass(exchange);
                exchange.answer(200);
            }
            case PushPublishers.Entered(var visit) -> {
                try (visit) {
                    serve(exchange, push, visit);
                }
            }
        }
    }

    private static StreamAsk ask(Exchange exchange, PushRequest.Accepted push) {
        var name = push.headers()
                .configuration()
                .flatMap(StreamConfiguration::manifest)
                .orElse(push.segment().manifest());
        var key = exchange.headers()
                .first("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .orElse("");
        var configuration = exchange.headers().first(StreamConfiguration.HEADER).filter(json -> !json.isEmpty());
        return new StreamAsk(StreamAsk.Via.HTTP_PUSH, push.url().toString(), name.text(), key, configuration);
    }

    private void serve(Exchange exchange, PushRequest.Accepted push, PushPublishers.Visit visit)
            throws IOException, InterruptedException {
        var outcome = segments.take(exchange, push, visit);
        visit.turn().close();
        switch (outcome) {
            case PushedSegments.Refused(var error) -> refuse(exchange, error);
            case PushedSegments.Taken(var unit) -> answer(exchange, push, visit.publisher().stream(), unit);
        }
    }

    private void answer(Exchange exchange, PushRequest.Accepted push, LiveStream stream, long unit)
            throws IOException, InterruptedException {
        switch (fate(stream, unit)) {
            case StreamEnded _ -> refuse(exchange, ended(push, stream));
            case LeftOut _ ->
                refuse(
                        exchange,
                        new PushError.SegmentRejected(
                                push.url(), push.segment().manifest(), "nobody could transcode the segment"));
            case Published _ -> {
                if (push.headers().wantsRenditions()) {
                    sendRenditions(exchange, push.segment().seq(), stream, unit);
                } else {
                    exchange.answer(200);
                }
            }
        }
    }

    /** A publisher whose stream is out of money hears so, as from the network's nodes. */
    private static PushError ended(PushRequest.Accepted push, LiveStream stream) {
        var view = stream.view();
        return view.waiting()
                .or(() -> view.failure().equals(Optional.of(Reason.INSUFFICIENT_FUNDS))
                        ? view.problem()
                        : Optional.empty())
                .<PushError>map(why ->
                        new PushError.SegmentFailed(push.url(), push.segment().manifest(), why))
                .orElseGet(PushError.NoSessions::new);
    }

    /** One that is not known in time counts as if the stream had ended: the client does not wait for ever. */
    private Fate fate(LiveStream stream, long unit) throws InterruptedException {
        try {
            return stream.publication().fate(unit).get(config.result().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new StreamEnded();
        } catch (ExecutionException never) {
            throw new IllegalStateException("The fate of a unit is a value", never);
        }
    }

    private void sendRenditions(Exchange exchange, long number, LiveStream stream, long unit) throws IOException {
        var writer = new PushAnswerWriter(number, boundaries.get());
        try (var answer = exchange.begin(200, Headers.contentType(writer.contentType()))) {
            for (var profile : stream.order().ladder().profiles()) {
                var file = stream.publication()
                        .segment(profile.name(), unit)
                        .orElseThrow(
                                () -> new IOException("Unit " + unit + " has left the window of " + stream.name()));
                var rendition = new AnsweredRendition.Inline(profile.name(), Container.MPEG_TS, MediaBytes.read(file));
                for (var piece : writer.part(rendition)) {
                    answer.write(piece);
                }
            }
            answer.write(writer.end());
        }
    }

    private void refuse(Exchange exchange, PushError error) throws IOException {
        body.pass(exchange);
        exchange.refuse(error.status(), error.text());
    }
}
