package io.headrace.tricklehttp;

import io.headrace.transport.CertificateFolder;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.TrickleLimits;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process with a trickle server such as an orchestrator has, for peers that others wrote. */
final class RelayProcess {
    private static final String HOST = "127.0.0.1";

    private RelayProcess() {}

    /**
     * Prints the address below which its channels are, and ends with its standard input.
     *
     * @param arguments the folder of its certificate, then the names of its channels
     */
    public static void main(String[] arguments) throws Exception {
        var channels = Channels.silent(TrickleLimits.DEFAULT, System::nanoTime);
        for (int i = 1; i < arguments.length; i++) {
            channels.create(new ChannelName(arguments[i]), "video/MP2T");
        }
        var certificate = new CertificateFolder(Path.of(arguments[0])).certificateFor(HOST, Instant.now());
        var routes = new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming());
        try (var timer = Executors.newSingleThreadScheduledExecutor();
                var server = HttpServer.start(
                        HttpServerConfig.tls(HOST, 0, certificate), new Router(routes.routes(TrickleServer.BASE)))) {
            var _ = timer.scheduleAtFixedRate(channels::tick, 1, 1, TimeUnit.SECONDS);
            System.out.println("https://" + HOST + ":" + server.port() + TrickleServer.BASE);
            System.in.transferTo(OutputStream.nullOutputStream());
            timer.shutdownNow();
        }
    }
}
