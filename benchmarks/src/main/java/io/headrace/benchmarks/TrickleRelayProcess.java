package io.headrace.benchmarks;

import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.transport.ServerLimits;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.TrickleLimits;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process that relays one channel, so that its processor time and memory are those of the relay alone. */
final class TrickleRelayProcess {

    private static final int READERS = 6_000;
    private static final ServerLimits LIMITS = new ServerLimits(
            12_000, 12_000, 96 * 1024, Duration.ofMinutes(10), Duration.ofSeconds(30), 1_024, Duration.ofSeconds(10));

    private TrickleRelayProcess() {}

    /** Prints its port and ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        var channels = Channels.silent(TrickleLimits.DEFAULT.withReaders(READERS), System::nanoTime);
        channels.create(new ChannelName(TrickleLoad.CHANNEL), "video/MP2T");
        var routes = new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming()).routes("/");
        try (var timer = Executors.newSingleThreadScheduledExecutor();
                var server =
                        HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0).with(LIMITS), new Router(routes))) {
            var _ = timer.scheduleAtFixedRate(channels::tick, 1, 1, TimeUnit.SECONDS);
            System.out.println(server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
            timer.shutdownNow();
        }
    }
}
