package io.headrace.tricklehttp;

import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.ManualTicker;
import io.headrace.trickle.TrickleLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A trickle server on a free port, whose time stands still until a test lets it pass. */
final class Stage implements AutoCloseable {
    static final String BASE = TrickleServer.BASE;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 200_000;

    final ManualTicker ticker = new ManualTicker();
    final Channels channels;
    private final HttpServer server;
    private final List<RawPeer> peers = new ArrayList<>();

    Stage(Channels channels, CreationOverHttp creation, ChannelDesk desk) throws IOException {
        this.channels = channels;
        this.server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(new TrickleServer(channels, creation, desk).routes(BASE)));
    }

    private Stage(CreationOverHttp creation, TrickleLimits limits) throws IOException {
        this.channels = Channels.silent(limits, ticker);
        this.server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(new TrickleServer(channels, creation, ChannelDesk.welcoming()).routes(BASE)));
    }

    /** Channels may be created over HTTP. */
    static Stage open() throws IOException {
        return new Stage(CreationOverHttp.ALLOWED, TrickleLimits.DEFAULT);
    }

    static Stage open(TrickleLimits limits) throws IOException {
        return new Stage(CreationOverHttp.ALLOWED, limits);
    }

    /** As orchestrators are. */
    static Stage closed() throws IOException {
        return new Stage(CreationOverHttp.REFUSED, TrickleLimits.DEFAULT);
    }

    Stage with(String channel) {
        channels.create(new ChannelName(channel), "video/MP2T");
        return this;
    }

    Channel channel(String name) {
        return channels.find(new ChannelName(name)).orElseThrow();
    }

    int port() {
        return server.port();
    }

    URI uri(String channel) {
        return URI.create("http://127.0.0.1:" + port() + BASE + channel);
    }

    /** A new connection, closed with the stage. */
    RawPeer peer() throws IOException {
        var peer = new RawPeer(port());
        peers.add(peer);
        return peer;
    }

    RawPeer.Reply ask(String method, String path, String... headers) throws IOException {
        return peer().ask(method, BASE + path, headers).reply();
    }

    RawPeer.Reply get(String path, String... headers) throws IOException {
        return ask("GET", path, headers);
    }

    /** One whole segment. */
    RawPeer.Reply post(String path, String body, String... headers) throws IOException {
        return preconnect(path, headers).chunk(body).end().reply();
    }

    RawPeer preconnect(String path, String... headers) throws IOException {
        return peer().preconnect(BASE + path, headers);
    }

    void write(String channel, int from, int to) throws IOException {
        for (int seq = from; seq <= to; seq++) {
            post(channel + "/" + seq, "segment " + seq);
        }
    }

    /** A GET that nobody has answered yet, and that the server knows of. */
    RawPeer subscribe(String channel, long seq) throws IOException {
        int before = channel(channel).readers();
        var peer = peer().ask("GET", BASE + channel + "/" + seq);
        until(() -> channel(channel).readers() > before);
        return peer;
    }

    /** A POST without a byte yet that the server knows of. */
    RawPeer preconnected(String channel, long seq, String... headers) throws IOException {
        int before = channel(channel).writers();
        var peer = preconnect(channel + "/" + seq, headers);
        until(() -> channel(channel).writers() > before);
        return peer;
    }

    /** A POST whose first bytes are there. */
    RawPeer begun(String channel, long seq, String bytes) throws IOException {
        var peer = preconnected(channel, seq).chunk(bytes);
        until(() -> channel(channel).head() > seq);
        return peer;
    }

    /** Waits for what another thread is about to do. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    void pass(Duration time) {
        ticker.pass(time);
        channels.tick();
    }

    @Override
    public void close() throws IOException {
        for (var peer : peers) {
            peer.close();
        }
        channels.close();
        server.close();
    }
}
