package io.headrace.tricklehttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.CertificateFolder;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Router;
import io.headrace.trickle.Access;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.ManualTicker;
import io.headrace.trickle.TrickleLimits;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publisher and subscriber through a server with a certificate of its own, over each protocol. */
@Timeout(90)
class SecureHttpTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = HttpCall.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void relaysSegmentsToTheEnd(HttpCall.Version version) throws Exception {
        var channels = Channels.silent(TrickleLimits.DEFAULT, new ManualTicker());
        channels.create(new ChannelName("cam"), "video/MP2T", new Access.HoldsToken("sesame"));
        var routes = new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming());
        var certificate = new CertificateFolder(folder).certificateFor("127.0.0.1", Instant.now());
        try (var server = HttpServer.start(
                        HttpServerConfig.tls("127.0.0.1", 0, certificate), new Router(routes.routes("/")));
                var http = HttpClient.start(ClientConfig.FOR_NODES)) {
            var address = new ChannelAddress(URI.create("https://127.0.0.1:" + server.port() + "/cam"), "sesame");
            var calls = new ChannelCalls(http, address, ClientPatience.DEFAULT, version);
            try (var publisher = HttpPublisher.start(calls, "video/MP2T", time -> {});
                    var subscriber = new HttpSubscriber(calls, 0, time -> {})) {
                for (int i = 0; i < 8; i++) {
                    publisher.publish(ByteBuffer.wrap(("segment " + i).getBytes(UTF_8)));
                    if (subscriber.next() instanceof Arrival.Segment(var segment)) {
                        assertThat(segment.readAll(100)).asString(UTF_8).isEqualTo("segment " + i);
                    }
                    channels.tick();
                }
                assertThat(calls.head()).isEqualTo(8);
                calls.delete();
                assertThat(subscriber.next()).isEqualTo(new Arrival.Ended());
            }
        }
    }
}
