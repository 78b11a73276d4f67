package io.headrace.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void passesOnARefusalThatNamesNoWayToLogIn() throws IOException, InterruptedException {
        try (var server = Loopback.plain(exchange -> exchange.answer(401));
                var client = Loopback.client();
                var answer = client.send(HttpCall.get(Loopback.http(server, "/"), Loopback.PATIENT))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.readAll()).isEmpty();
        }
    }
}
