package io.headrace.gateway.realtime.flow;

import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.trickle.Access;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.TrickleLimits;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.SessionChannels;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The trickle server of an orchestrator on a free port, with the channels of one session. */
final class Relay implements Closeable {

    private static final String TOKEN = "sesame";

    private final Channels channels = Channels.silent(TrickleLimits.DEFAULT, System::nanoTime);
    private final HttpServer server;
    private final String name;
    private final boolean own;

    private Relay(String name, boolean own) throws IOException {
        this.name = name;
        this.own = own;
        server = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0),
                new Router(new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming())
                        .routes(TrickleServer.BASE)));
        for (var suffix : new String[] {"", "-out", "-control", "-events", "-audio", "-audio-out", "-trace"}) {
            channels.create(
                    new ChannelName(name + suffix), "", own ? new Access.HoldsToken(TOKEN) : new Access.KnowsName());
        }
    }

    /** With tokens, sound and traces. */
    static Relay ofOurs(String name) throws IOException {
        return new Relay(name, true);
    }

    static Relay ofExistingPeer(String name) throws IOException {
        return new Relay(name, false);
    }

    boolean isOwn() {
        return own;
    }

    Channels channels() {
        return channels;
    }

    Channel channel(String suffix) {
        return channels.find(new ChannelName(name + suffix)).orElseThrow();
    }

    boolean has(String suffix) {
        return channels.find(new ChannelName(name + suffix)).isPresent();
    }

    SessionChannels points() {
        var additional = own
                ? Optional.of(new SessionChannels.Own(point("-audio"), point("-audio-out"), point("-trace")))
                : Optional.<SessionChannels.Own>empty();
        return new SessionChannels(point(""), point("-out"), point("-control"), point("-events"), additional);
    }

    private ChannelPoint point(String suffix) {
        var url = "http://127.0.0.1:" + server.port() + TrickleServer.BASE + name + suffix;
        return own ? new ChannelPoint(url, TOKEN) : ChannelPoint.open(url);
    }

    /** The whole orchestrator is gone. */
    void die() {
        server.close();
    }

    @Override
    public void close() {
        channels.close();
        server.close();
    }
}
