package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.headrace.transport.HttpCall.Version;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GrpcTest {
    private static final HttpHandler HELLO = exchange -> exchange.answer(200, "text/plain", "hello");

    @Test
    void callsAndHttpShareOnePort() throws Exception {
        try (var server = Loopback.tls(HELLO, new ByteService());
                var channels = new GrpcChannels(Duration.ofSeconds(5));
                var client = Loopback.client()) {
            var channel = channels.to(Loopback.https(server, ""));

            byte[] echoed = ClientCalls.blockingUnaryCall(
                    channel,
                    ByteService.ECHO,
                    CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
                    "ping".getBytes(UTF_8));

            assertThat(new String(echoed, UTF_8)).isEqualTo("ping");
            for (var version : Version.values()) {
                var call = HttpCall.get(Loopback.https(server, "/net.Test/Echo"), Loopback.PATIENT)
                        .with(version);
                assertThat(new String(client.send(call).readAll(), UTF_8)).isEqualTo("hello");
            }
        }
    }

    @Test
    void carriesTheTextOfAnError() throws Exception {
        try (var server = Loopback.tls(HELLO, new ByteService());
                var channels = new GrpcChannels(Duration.ofSeconds(5))) {
            var channel = channels.to(Loopback.https(server, ""));

            var failure = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(
                            channel, ByteService.REFUSE, CallOptions.DEFAULT, "invalid secret".getBytes(UTF_8)));

            assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
            assertThat(failure.getStatus().getDescription()).isEqualTo("invalid secret");
        }
    }

    @Test
    void reachesAPeerInPlainText() throws Exception {
        try (var server =
                        HttpServer.start(HttpServerConfig.plain(Loopback.HOST, 0), HELLO, List.of(new ByteService()));
                var channels = new GrpcChannels(Duration.ofSeconds(5))) {
            var channel = channels.to(Loopback.http(server, ""));

            byte[] echoed = ClientCalls.blockingUnaryCall(
                    channel, ByteService.ECHO, CallOptions.DEFAULT, "ping".getBytes(UTF_8));

            assertThat(echoed).hasSize(4);
        }
    }

    @Test
    void noticesThatTheListenerOfAStreamLeft() throws Exception {
        var service = new ByteService();
        try (var server = Loopback.tls(HELLO, service);
                var channels = new GrpcChannels(Duration.ofSeconds(5))) {
            var first = new CountDownLatch(1);
            var call = channels.to(Loopback.https(server, "")).newCall(ByteService.WATCH, CallOptions.DEFAULT);
            ClientCalls.asyncServerStreamingCall(call, new byte[0], new Awaiting(first));
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();

            call.cancel("leaving", null);

            assertThat(service.listenerLeft.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void noticesThatTheListenersConnectionBroke() throws Exception {
        var service = new ByteService();
        try (var server = Loopback.tls(HELLO, service)) {
            var first = new CountDownLatch(1);
            try (var channels = new GrpcChannels(Duration.ofSeconds(5))) {
                var call = channels.to(Loopback.https(server, "")).newCall(ByteService.WATCH, CallOptions.DEFAULT);
                ClientCalls.asyncServerStreamingCall(call, new byte[0], new Awaiting(first));
                assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(service.listenerLeft.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void keepsOneChannelForAnAddress() throws Exception {
        try (var channels = new GrpcChannels(Duration.ofSeconds(5))) {
            var channel = channels.to(URI.create("https://127.0.0.1:1/a"));

            assertThat(channels.to(URI.create("https://127.0.0.1:1/b"))).isSameAs(channel);
            assertThat(channels.to(URI.create("http://127.0.0.1:1"))).isNotSameAs(channel);
        }
    }

    private record Awaiting(CountDownLatch first) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] value) {
            first.countDown();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
