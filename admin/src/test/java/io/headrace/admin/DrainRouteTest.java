package io.headrace.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.FakeExchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainRouteTest {

    private final Router router = new Router(new DrainRoute(FakeNode.TOKEN, this::drain).routes());
    private final FakeExchange first = request();
    private final FakeExchange meanwhile = request();
    private boolean interrupted;

    @Test
    void drainsOnceAtATime() throws IOException {
        router.handle(first);

        assertThat(meanwhile.status()).isEqualTo(409);
        assertThat(first.status()).isEqualTo(200);
    }

    @Test
    void mayBeAskedAgainAfterwards() throws IOException {
        router.handle(first);
        var again = request();

        router.handle(again);

        assertThat(again.status()).isEqualTo(200);
    }

    @Test
    void saysThatTheNodeStopsUnderneath() throws IOException {
        interrupted = true;

        router.handle(first);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(first.status()).isEqualTo(503);
    }

    private boolean drain(Duration within) throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException("The node stops");
        }
        if (meanwhile.status() == 0) {
            try {
                router.handle(meanwhile);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return true;
    }

    private static FakeExchange request() {
        return FakeExchange.of("POST", "/drain")
                .withHeaders(Headers.of("Authorization", "Bearer " + FakeNode.TOKEN.text()));
    }
}
