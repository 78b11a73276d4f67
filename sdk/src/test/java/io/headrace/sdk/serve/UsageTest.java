package io.headrace.sdk.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a stream says of its units while it goes on, for whoever is charged when its client leaves in the middle. */
class UsageTest {

    private static final HttpCall.Limits PATIENT =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 10_000);

    private final AtomicLong nanos = new AtomicLong();

    private void tell(Exchange exchange) throws IOException {
        var telling = new EventTelling(exchange, nanos::get);
        telling.element("1");
        telling.used(4);
        nanos.set(1_000_000_000);
        telling.element("2");
        telling.used(5);
        telling.used(6);
        nanos.set(2_000_000_000);
        telling.element("3");
        telling.used(5);
        telling.ended(9);
    }

    @Test
    void isToldOnceASecondWhileItGrowsAndAtTheEnd() throws Exception {
        try (var server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), this::tell);
                var client = HttpClient.start(ClientConfig.FOR_NODES);
                var answer =
                        client.send(HttpCall.get(URI.create("http://127.0.0.1:" + server.port() + "/"), PATIENT))) {
            assertThat(new String(answer.readAll(), UTF_8)).isEqualTo("""
                    data: 1

                    data: 2

                    event: usage
                    data: {"units":5}

                    data: 3

                    event: usage
                    data: {"units":9}

                    data: [DONE]

                    """);
        }
    }
}
