package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.byoc.ContainerToken;
import io.headrace.payments.Price;
import io.headrace.pipeline.Metering;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.LocalPublisher;
import io.headrace.trickle.LocalSubscriber;
import io.headrace.trickle.Publication;
import io.headrace.trickle.Seq;
import io.headrace.trickle.TrickleException;
import io.headrace.trickle.TrickleLimits;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** An orchestrator on loopback with one container, whose streams do what the test says. */
final class FakeStreamOrchestrator implements AutoCloseable {

    /** What it was asked of a stream. */
    record Asked(String path, JobHeader job, String payment, String body) {}

    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<Asked> paid = new LinkedBlockingQueue<>();
    volatile int free = 1;
    volatile int startStatus = 200;
    volatile String refusal = "not now";
    volatile Optional<Price> price = Optional.empty();

    /** How it names the channels of a stream. */
    volatile UnaryOperator<StreamChannels> naming = UnaryOperator.identity();

    private final Channels channels = Channels.silent(TrickleLimits.DEFAULT, System::nanoTime);
    private final HttpServer server;

    FakeStreamOrchestrator() throws Exception {
        var routes = new ArrayList<Route>(new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming())
                .routes(TrickleServer.BASE));
        routes.add(Route.of("GET", "/process/token", this::token));
        routes.add(Route.of("POST", "/ai/stream/{verb}", this::stream));
        server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), new Router(routes));
    }

    URI service() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private void token(Exchange exchange, PathParameters path) throws IOException {
        var token = ContainerToken.of(service(), price, Metering.BY_SECOND, free);
        exchange.answer(200, "application/json", JobTokenCodec.encode(token));
    }

    private void stream(Exchange exchange, PathParameters path) throws IOException {
        try {
            var job =
                    JobHeader.decode(exchange.headers().first(JobHeader.HEADER).orElse(""));
            var payment = exchange.headers().first(PaymentCodec.HEADER).orElse("");
            var body = new String(exchange.body().readAll(1 << 20), UTF_8);
            var ask = new Asked(exchange.path(), job, payment, body);
            (path.get("verb").equals("payment") ? paid : asked).add(ask);
            if (path.get("verb").equals("start")) {
                start(exchange, job);
            } else {
                exchange.answer(200, "application/json", "{\"echo\":\"" + path.get("verb") + "\"}");
            }
        } catch (UnreadableException senseless) {
            exchange.refuse(400, senseless.sentence());
        }
    }

    private void start(Exchange exchange, JobHeader job) throws IOException, UnreadableException {
        if (startStatus != 200) {
            exchange.refuse(startStatus, refusal);
            return;
        }
        var wants = JobParameters.decode(job.parameters());
        var open = new StreamChannels(
                create(job.id() + "-control"),
                create(job.id() + "-events"),
                wants.videoIngress() ? Optional.of(create(job.id())) : Optional.empty(),
                wants.videoEgress() ? Optional.of(create(job.id() + "-out")) : Optional.empty(),
                wants.dataOutput() ? Optional.of(create(job.id() + "-data")) : Optional.empty());
        var headers = Headers.NONE;
        for (var channel : naming.apply(open).headers().entrySet()) {
            headers = headers.with(channel.getKey(), channel.getValue());
        }
        exchange.answer(200, headers, ByteBuffer.allocate(0));
    }

    private String create(String name) {
        channels.create(new ChannelName(name), "");
        return service() + TrickleServer.BASE + name;
    }

    private Channel channel(String name) {
        return channels.find(new ChannelName(name)).orElseThrow();
    }

    /** A whole segment of a channel. */
    void publish(String name, String text) {
        if (channel(name).publish(Seq.NEXT) instanceof Publication.Open(var writer)) {
            try (writer) {
                writer.append(ByteBuffer.wrap(text.getBytes(UTF_8)));
                writer.finish();
            }
        }
    }

    /** What comes in goes out again, until the stream is closed. */
    void echo(String id) {
        Thread.ofVirtual().start(() -> {
            try (var from = new LocalSubscriber(channel(id), 0);
                    var to = LocalPublisher.of(channels, channel(id + "-out"), 0)) {
                while (from.next() instanceof Arrival.Segment(var segment)) {
                    try (segment;
                            var whole = to.next()) {
                        for (var run = segment.read(); run.isPresent(); run = segment.read()) {
                            whole.write(run.get());
                        }
                        whole.finish();
                    }
                }
            } catch (TrickleException over) {
                // The channel is closed.
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void closeChannel(String name) {
        channels.remove(new ChannelName(name));
    }

    @Override
    public void close() {
        channels.close();
        server.close();
    }
}
