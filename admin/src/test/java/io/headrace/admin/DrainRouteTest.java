package io.headrace.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admin.Drainable.Left;
import io.headrace.transport.FakeExchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainRouteTest {

    private static final Headers SHOWN = Headers.of("Authorization", "Bearer " + FakeNode.TOKEN.text());
    private static final String AT_REST = "{\"draining\":false,\"drained\":false,\"left\":{\"jobs\":0,\"units\":0}}";

    private final FakeDrain node = new FakeDrain();

    @Test
    void tellsWhatIsLeftWhileTheNodeFinishes() throws IOException {
        node.left = new Left(2, 5);

        var answer = ask("POST", SHOWN, Map.of("within", "7"));

        assertThat(answer.answerText())
                .isEqualTo("{\"draining\":true,\"drained\":false,\"left\":{\"jobs\":2,\"units\":5}}");
        assertThat(node.begun).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void isDrainedWhenNothingIsLeft() throws IOException {
        node.begin(Duration.ZERO);

        assertThat(ask("GET", Headers.NONE, Map.of()).answerText()).contains("\"drained\":true");
    }

    @Test
    void isNotDrainedByReading() throws IOException {
        assertThat(ask("GET", SHOWN, Map.of()).answerText()).isEqualTo(AT_REST);
        assertThat(node.begun).isEmpty();
    }

    @Test
    void waitsAMinuteWhenNobodySaysHowLong() throws IOException {
        ask("POST", SHOWN, Map.of());

        assertThat(node.begun).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void turnsBack() throws IOException {
        node.begin(Duration.ZERO);

        assertThat(ask("DELETE", SHOWN, Map.of()).answerText()).isEqualTo(AT_REST);
    }

    @Test
    void saysWhenANodeCannotTurnBack() throws IOException {
        node.begin(Duration.ZERO);
        node.canTurnBack = false;

        var answer = ask("DELETE", SHOWN, Map.of());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.answerText()).contains("cannot turn back");
        assertThat(node.draining()).isTrue();
    }

    @Test
    void hasNothingToTakeBackFromANodeThatServes() throws IOException {
        node.canTurnBack = false;

        assertThat(ask("DELETE", SHOWN, Map.of()).answerText()).isEqualTo(AT_REST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void changesNothingWithoutToken(String method) throws IOException {
        assertThat(ask(method, Headers.NONE, Map.of()).status()).isEqualTo(401);
        assertThat(node.draining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer 0123456789abcdef0123456789abcdee", "Basic x", ""})
    void refusesAnotherToken(String wrong) throws IOException {
        assertThat(ask("POST", Headers.of("Authorization", wrong), Map.of()).status())
                .isEqualTo(401);
        assertThat(node.begun).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3601", "soon", "99999999999999999999"})
    void refusesATimeOutOfRange(String within) throws IOException {
        assertThat(ask("POST", SHOWN, Map.of("within", within)).status()).isEqualTo(400);
        assertThat(node.begun).isEmpty();
    }

    private FakeExchange ask(String method, Headers headers, Map<String, String> query) throws IOException {
        var exchange = FakeExchange.of(method, "/drain").withHeaders(headers).withQuery(query);
        new Router(new DrainRoute(FakeNode.TOKEN, node).routes()).handle(exchange);
        return exchange;
    }
}
