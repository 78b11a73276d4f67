package io.headrace.orchestrator.byoc.stream;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.AppLog;
import io.headrace.orchestrator.byoc.ByocSide;
import io.headrace.transport.Route;
import io.headrace.trickle.Channels;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.byoc.StreamChannels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Streams of the applications that are registered at an orchestrator. Its {@link #routes} are served on the public port.
 * Any thread. Channels stay silent until somebody calls {@link #tickLater}.
 */
public final class StreamSide implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Parts parts;
    private final Channels channels;
    private final Streams streams;
    private final List<Route> routes;
    private volatile boolean closed;

    /**
     * What it is made of.
     *
     * @param apps who is registered
     */
    public record Parts(
            Host host, NanoTicker ticker, AppBilling billing, ByocSide.Shared apps, SecretSource secrets, AppLog log) {}

    /** @param serviceUri under which gateways reach this node; known once it listens */
    public StreamSide(StreamConfig config, Parts parts, Supplier<String> serviceUri) {
        this.parts = parts;
        channels = Channels.silent(config.trickle(), parts.ticker()::nanos);
        streams = new Streams(config.most());
        var tools = new RunningStream.Tools(
                parts.host(), parts.ticker(), parts.apps().desk(), parts.log(), config.patience());
        var hall = new StreamHall(config, channels, parts.secrets()::bytes, serviceUri, streams, tools);
        var start = new StartHandler(parts.apps(), parts.billing(), config, hall);
        var steer = new SteerHandler(parts.apps(), parts.billing(), config.patience(), streams);
        var all = new ArrayList<>(
                new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming()).routes(StreamHall.BASE));
        all.add(Route.of("POST", StreamChannels.START_PATH, start::handle));
        all.addAll(steer.routes());
        routes = List.copyOf(all);
    }

    /** For the orchestrator's public port. */
    public List<Route> routes() {
        return routes;
    }

    /** Lets channels do what is due, every second from now on until this is closed. */
    public void tickLater() {
        parts.host().after(TICK, () -> {
            if (!closed) {
                Thread.ofVirtual().name("channels of streams").start(channels::tick);
                tickLater();
            }
        });
    }

    /** How many are under way. */
    public int running() {
        return streams.all().size();
    }

    /** Tells applications and gateways that it is over, without waiting for them. */
    @Override
    public void close() {
        closed = true;
        streams.close();
        streams.all().forEach(RunningStream::nodeStopping);
        channels.close();
    }
}
