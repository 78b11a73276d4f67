package io.headrace.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admin.money.Errands;
import io.headrace.admin.money.Report;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.SpendRefused;
import io.headrace.transport.FakeExchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Of a change that gives {@code amount} to somebody. */
class ChangeDoorTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Headers SHOWN = Headers.of("Authorization", "Bearer " + FakeNode.TOKEN.text());
    private static final Headers NAMED = SHOWN.with("Idempotency-Key", "my-change-1");

    private final Errands errands = new Errands();
    private final AtomicInteger done = new AtomicInteger();
    private Supplier<Report> change = () -> new Report.Done(Map.of("count", done.incrementAndGet()));
    private Duration patience = LONG;

    @AfterEach
    void close() {
        errands.close();
    }

    @Test
    void answersWithWhatChanged() throws IOException {
        var answer = post(SHOWN, "{\"amount\":\"5\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.answerText()).isEqualTo("{\"count\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer 0123456789abcdef0123456789abcdee"})
    void changesNothingWithoutTheToken(String shown) throws IOException {
        assertThat(post(Headers.of("Authorization", shown), "{\"amount\":\"5\"}")
                        .status())
                .isEqualTo(401);
        assertThat(get("/errands/my-change-1", Headers.NONE).status()).isEqualTo(401);
        assertThat(done).hasValue(0);
    }

    @Test
    void doesOnceWhatIsAskedTwiceUnderOneName() throws IOException {
        post(NAMED, "{\"amount\":\"5\"}");

        assertThat(post(NAMED, "{\"amount\":\"5\"}").answerText()).isEqualTo("{\"count\":1}");
        assertThat(done).hasValue(1);
    }

    @Test
    void refusesAnotherChangeUnderTheSameName() throws IOException {
        post(NAMED, "{\"amount\":\"5\"}");

        var other = post(NAMED, "{\"amount\":\"6\"}");

        assertThat(other.status()).isEqualTo(409);
        assertThat(done).hasValue(1);
    }

    @Test
    void tellsLaterWhatTakesLong() throws IOException {
        var mined = new CountDownLatch(1);
        change = () -> {
            awaitUninterruptibly(mined);
            return new Report.Done(Map.of("count", done.incrementAndGet()));
        };
        patience = Duration.ZERO;
        var pending = post(NAMED, "{\"amount\":\"5\"}");
        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.answerText()).isEqualTo("{\"errand\":\"my-change-1\",\"pending\":true}");

        mined.countDown();
        patience = LONG;

        assertThat(get("/errands/my-change-1", SHOWN).answerText()).isEqualTo("{\"count\":1}");
    }

    @Test
    void tellsTheContractsReason() throws IOException {
        change = () -> new Report.Refused("account is locked", "Wait.");

        var answer = post(SHOWN, "{\"amount\":\"5\"}");

        assertThat(answer.status()).isEqualTo(409);
        var error = new JsonMapper().readTree(answer.answerText()).path("error");
        assertThat(error.path("reason").asString()).isEqualTo("account is locked");
        assertThat(error.path("message").asString()).isEqualTo("Wait.");
    }

    @Test
    void tellsASilentChainFromAGuard() throws IOException {
        change = () -> {
            throw new ChainUnavailable("no node answers", true);
        };
        assertThat(post(SHOWN, "{\"amount\":\"5\"}").status()).isEqualTo(503);

        change = () -> {
            throw new SpendRefused("the cap of an hour");
        };
        var guarded = post(SHOWN, "{\"amount\":\"5\"}");
        assertThat(guarded.status()).isEqualTo(409);
        assertThat(guarded.answerText()).contains("spending refused", "the cap of an hour");
    }

    @Test
    void survivesAFaultOfItsOwn() throws IOException {
        change = () -> {
            throw new IllegalStateException("a fault");
        };

        var answer = post(SHOWN, "{\"amount\":\"5\"}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.answerText()).contains("a fault");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{",
                "{\"amount\":\"-5\"}",
                "{\"amount\":\"5.5\"}",
                "{\"amount\":\"0\"}",
                "{\"amount\":{\"wei\":5}}",
                "{\"amount\":\"5\",\"to\":\"me\"}"
            })
    void refusesAWishThatCannotBe(String body) throws IOException {
        var answer = post(SHOWN, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(done).hasValue(0);
    }

    @Test
    void refusesABodyWithoutEnd() throws IOException {
        assertThat(post(SHOWN, "{\"amount\":\"" + "1".repeat(9_000) + "\"}").status())
                .isEqualTo(400);
    }

    @Test
    void refusesANameThatIsNone() throws IOException {
        assertThat(post(SHOWN.with("Idempotency-Key", "a b"), "{\"amount\":\"5\"}")
                        .status())
                .isEqualTo(400);
        assertThat(get("/errands/nobody-knows", SHOWN).status()).isEqualTo(404);
    }

    @Test
    void runsOnlySoManyAtOnce() throws IOException {
        var mined = new CountDownLatch(1);
        change = () -> {
            awaitUninterruptibly(mined);
            return new Report.Done(Map.of());
        };
        patience = Duration.ZERO;
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i <= 16; i++) {
            statuses.add(post(SHOWN, "{\"amount\":\"5\"}").status());
        }
        mined.countDown();

        assertThat(statuses.subList(0, 16)).containsOnly(202);
        assertThat(statuses.getLast()).isEqualTo(429);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private FakeExchange post(Headers headers, String body) throws IOException {
        return handled(FakeExchange.post("/gifts", headers, body.getBytes(UTF_8)));
    }

    private FakeExchange get(String path, Headers headers) throws IOException {
        return handled(FakeExchange.get(path).withHeaders(headers));
    }

    private FakeExchange handled(FakeExchange exchange) throws IOException {
        var door = new ChangeDoor(FakeNode.TOKEN, errands, patience);
        var routes = new ArrayList<>(door.routes());
        routes.add(door.post("/gifts", Set.of("amount"), request -> {
            var _ = request.wei("amount");
            return change;
        }));
        new Router(routes).handle(exchange);
        return exchange;
    }
}
