package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.CLOSED;
import static io.headrace.tricklehttp.TrickleHeaders.CONTENT_TYPE;
import static io.headrace.tricklehttp.TrickleHeaders.EXPECT_CONTENT;
import static io.headrace.tricklehttp.TrickleHeaders.LATEST;
import static io.headrace.tricklehttp.TrickleHeaders.TERMINATED;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.PathPattern;
import io.headrace.transport.Route;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Creation;
import io.headrace.trickle.Seq;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The routes of a trickle server, in the words of the existing ones (protocol section 1):
 *
 * <pre>
 * POST   {base}{channel}         create
 * POST   {base}{channel}/{seq}   publish a segment
 * GET    {base}{channel}/{seq}   subscribe to a segment
 * GET    {base}{channel}/next    read the head
 * DELETE {base}{channel}/{seq}   close a segment
 * DELETE {base}{channel}         close the channel
 * </pre>
 *
 * Whoever runs it also calls {@link Channels#tick} about once a second.
 */
public final class TrickleServer {
    /** Where orchestrators have their channels. */
    public static final String BASE = "/ai/trickle/";

    private final Channels channels;
    private final CreationOverHttp creation;
    private final ChannelDesk desk;
    private final PublishHandler publish = new PublishHandler();
    private final SubscribeHandler subscribe = new SubscribeHandler();

    public TrickleServer(Channels channels, CreationOverHttp creation, ChannelDesk desk) {
        this.channels = channels;
        this.creation = creation;
        this.desk = desk;
    }

    /** @param base begins and ends with a slash */
    public List<Route> routes(String base) {
        return List.of(
                Route.of("POST", base + "{channel}", this::create),
                Route.of("DELETE", base + "{channel}", this::delete),
                new Route(Set.of("GET", "HEAD"), PathPattern.of(base + "{channel}/next"), this::next),
                Route.of("POST", base + "{channel}/{seq}", this::publish),
                new Route(Set.of("GET", "HEAD"), PathPattern.of(base + "{channel}/{seq}"), this::subscribe),
                Route.of("DELETE", base + "{channel}/{seq}", this::closeSegment));
    }

    private void create(Exchange exchange, PathParameters path) throws IOException {
        if (!ChannelName.isValid(path.get("channel"))) {
            exchange.refuse(400, Refusals.INVALID_STREAM);
            return;
        }
        var name = new ChannelName(path.get("channel"));
        if (desk.mayCreate(name, exchange.headers()) instanceof ChannelDesk.Verdict.Refused(var status, var reason)) {
            exchange.refuse(Refusals.ofClient(status), reason);
        } else if (channels.find(name).isPresent()) {
            exchange.answer(200);
        } else if (creation == CreationOverHttp.REFUSED || name.isReserved()) {
            exchange.refuse(404, Refusals.STREAM_NOT_FOUND);
        } else {
            var mediaType = exchange.headers().first(EXPECT_CONTENT).orElse("");
            if (channels.create(name, mediaType) instanceof Creation.TooManyChannels(var limit)) {
                exchange.refuse(503, "Too many streams, the limit is " + limit);
            } else {
                exchange.answer(200);
            }
        }
    }

    private void delete(Exchange exchange, PathParameters path) throws IOException {
        var channel = writable(path);
        if (channel.isEmpty()) {
            exchange.refuse(400, Refusals.INVALID_STREAM);
            return;
        }
        var name = channel.get().name();
        if (!Refusals.admitted(exchange, channel.get())) {
            Refusals.unauthorized(exchange);
        } else if (desk.mayDelete(name, exchange.headers())
                instanceof ChannelDesk.Verdict.Refused(var status, var reason)) {
            exchange.refuse(Refusals.ofClient(status), reason);
        } else if (channels.remove(name)) {
            exchange.answer(200);
        } else {
            exchange.refuse(400, Refusals.INVALID_STREAM);
        }
    }

    private void next(Exchange exchange, PathParameters path) throws IOException {
        var channel = find(path);
        if (channel.isEmpty()) {
            exchange.refuse(404, Refusals.STREAM_NOT_FOUND);
        } else if (!Refusals.admitted(exchange, channel.get())) {
            Refusals.unauthorized(exchange);
        } else {
            var head = Long.toString(channel.get().head());
            var headers = Headers.of(LATEST, head).with(CONTENT_TYPE, "text/plain; charset=utf-8");
            exchange.answer(
                    200,
                    channel.get().hasEnded() ? headers.with(CLOSED, TERMINATED) : headers,
                    ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private void publish(Exchange exchange, PathParameters path) throws IOException {
        var channel = writable(path).or(() -> createdFor(exchange, path));
        var seq = seq(path);
        if (channel.isEmpty()) {
            Refusals.unknownToPublisher(exchange);
        } else if (!Refusals.admitted(exchange, channel.get())) {
            Refusals.unauthorized(exchange);
        } else if (seq.isEmpty()) {
            exchange.refuse(400, Refusals.INVALID_INDEX);
        } else {
            publish.handle(exchange, channel.get(), seq.getAsLong());
        }
    }

    /** A publisher's request may create its channel, which then has the media type of that request. */
    private Optional<Channel> createdFor(Exchange exchange, PathParameters path) {
        var text = path.get("channel");
        if (creation == CreationOverHttp.REFUSED || !ChannelName.isValid(text)) {
            return Optional.empty();
        }
        var name = new ChannelName(text);
        if (name.isReserved() || desk.mayCreate(name, exchange.headers()) instanceof ChannelDesk.Verdict.Refused) {
            return Optional.empty();
        }
        return switch (channels.create(
                name, exchange.headers().first(CONTENT_TYPE).orElse(""))) {
            case Creation.Created(var channel) -> Optional.of(channel);
            case Creation.Existed(var channel) -> Optional.of(channel);
            case Creation.TooManyChannels _ -> Optional.empty();
        };
    }

    private void subscribe(Exchange exchange, PathParameters path) throws IOException {
        var channel = find(path);
        var seq = seq(path);
        if (channel.isEmpty()) {
            exchange.refuse(404, Refusals.STREAM_NOT_FOUND);
        } else if (!Refusals.admitted(exchange, channel.get())) {
            Refusals.unauthorized(exchange);
        } else if (seq.isEmpty()) {
            exchange.refuse(400, Refusals.INVALID_INDEX);
        } else {
            subscribe.handle(exchange, channel.get(), seq.getAsLong());
        }
    }

    private void closeSegment(Exchange exchange, PathParameters path) throws IOException {
        var channel = writable(path);
        var seq = seq(path);
        if (channel.isEmpty()) {
            exchange.refuse(404, Refusals.STREAM_NOT_FOUND);
        } else if (!Refusals.admitted(exchange, channel.get())) {
            Refusals.unauthorized(exchange);
        } else if (seq.isEmpty() || seq.getAsLong() < 0) {
            exchange.refuse(400, Refusals.INVALID_INDEX);
        } else if (channel.get().close(seq.getAsLong())) {
            exchange.answer(200);
        } else {
            exchange.refuse(400, "Nonexistent segment");
        }
    }

    private Optional<Channel> find(PathParameters path) {
        var text = path.get("channel");
        return ChannelName.isValid(text) ? channels.find(new ChannelName(text)) : Optional.empty();
    }

    /** The server's own channels are there to be read. */
    private Optional<Channel> writable(PathParameters path) {
        return find(path).filter(channel -> !channel.name().isReserved());
    }

    private static OptionalLong seq(PathParameters path) {
        return Seq.parse(path.get("seq"));
    }
}
