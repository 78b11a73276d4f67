package io.headrace.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.FakeExchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Router;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunnerRoutesTest {

    private static final Headers SHOWN = Headers.of("Authorization", "Bearer " + FakeNode.TOKEN.text());
    private static final String LIST = "{\"runners\":[]}";

    private final List<String> taken = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();
    private Optional<RunnerList> list = Optional.of(document -> {
        taken.add(document);
        return refusal;
    });

    private FakeExchange post(Headers headers, String body) throws IOException {
        var exchange = FakeExchange.post(RunnerRoutes.PATH, headers, body.getBytes(UTF_8));
        new Router(new RunnerRoutes(FakeNode.TOKEN, list).routes()).handle(exchange);
        return exchange;
    }

    @Test
    void takesTheOperatorsList() throws IOException {
        var answer = post(SHOWN, LIST);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.answerText()).isEqualTo("{\"taken\":true}");
        assertThat(taken).containsExactly(LIST);
    }

    @Test
    void saysWhyAListIsNotTaken() throws IOException {
        refusal = Optional.of("runner two: invalid app");

        var answer = post(SHOWN, LIST);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.answerText()).contains("runner two: invalid app");
    }

    @Test
    void looksAtNothingWithoutTheToken() throws IOException {
        assertThat(post(Headers.NONE, LIST).status()).isEqualTo(401);
        assertThat(post(Headers.of("Authorization", "Bearer x"), LIST).status()).isEqualTo(401);
        assertThat(taken).isEmpty();
    }

    @Test
    void saysThatANodeHasNoLiveRunners() throws IOException {
        list = Optional.empty();

        assertThat(post(SHOWN, LIST).status()).isEqualTo(404);
    }

    @Test
    void readsNoListWithoutEnd() throws IOException {
        assertThat(post(SHOWN, "x".repeat((1 << 20) + 1)).status()).isEqualTo(413);
        assertThat(taken).isEmpty();
    }

    @Test
    void saysThatANodeIsStopping() throws IOException {
        list = Optional.of(_ -> {
            throw new InterruptedException("stopping");
        });

        assertThat(post(SHOWN, LIST).status()).isEqualTo(503);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    }

    @Test
    void isPostedOnly() throws IOException {
        var exchange = FakeExchange.of("GET", RunnerRoutes.PATH).withHeaders(SHOWN);
        new Router(new RunnerRoutes(FakeNode.TOKEN, list).routes()).handle(exchange);

        assertThat(exchange.status()).isEqualTo(405);
    }
}
