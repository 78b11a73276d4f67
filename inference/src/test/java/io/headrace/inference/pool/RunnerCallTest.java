package io.headrace.inference.pool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.headrace.inference.FakeRunner;
import io.headrace.inference.RunnerAddress;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.call.CallLimits;
import io.headrace.inference.call.CallRequest;
import io.headrace.inference.call.CallResult;
import io.headrace.inference.runner.Duty;
import io.headrace.inference.runner.RestartPause;
import io.headrace.inference.runner.RunnerState;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.Opening;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.inference.source.RunnerSource;
import io.headrace.inference.source.RunnerUrl;
import io.headrace.machine.ThreadHost;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls to real processes. Whatever becomes of one, its place is given back once, and no other call suffers. */
class RunnerCallTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final RestartPause SOON =
            new RestartPause(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200));
    private static final Supervision WATCHED = new Supervision(
            HOUR,
            Duration.ofMillis(20),
            2,
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            HOUR,
            3,
            SOON,
            Optional.empty());
    private static final CallLimits LIMITS = new CallLimits(Duration.ofMinutes(1), 1_000_000, 1_000_000);

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_SERVICES);
    private final BlockingQueue<Map<String, Integer>> capacities = new LinkedBlockingQueue<>();
    private Optional<RunnerPool> opened = Optional.empty();

    private RunnerPool pool(Supervision supervision, int atOnce, RunnerSource... sources) {
        var access =
                new RunnerAccess(new RunnerOpener(() -> "token", Duration.ofMinutes(2)), http, RunnerPatience.DEFAULT);
        var kind = new ModelRunners("m", List.of(sources), supervision, new Duty.Calls(atOnce));
        var pool = RunnerPool.open(host, access, List.of(kind), capacities::add);
        opened = Optional.of(pool);
        return pool;
    }

    private static ChildRunner child(String manner) {
        return new ChildRunner(FakeRunner.command(manner));
    }

    private RunnerPool warm(int atOnce) throws InterruptedException {
        var pool = pool(WATCHED, atOnce, child("well"));
        assertThat(told()).isEqualTo(Map.of("m", atOnce));
        return pool;
    }

    private Map<String, Integer> told() throws InterruptedException {
        return Optional.ofNullable(capacities.poll(120, TimeUnit.SECONDS)).orElseThrow();
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        opened.ifPresent(RunnerPool::close);
        http.close();
        host.close();
        for (var left : ProcessHandle.current().children().toList()) {
            assertThat(left.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    private static CallRequest request(CallLimits limits) {
        return new CallRequest(new PipelineName("text-to-image"), "application/json", limits);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static CallResult ask(RunnerPool pool, String text, CallLimits limits) throws InterruptedException {
        try (var call = pool.call("m").orElseThrow()) {
            return call.send(request(limits), body(text));
        }
    }

    private static void awaitFree(RunnerPool pool, Map<String, Integer> free) {
        while (!pool.free().equals(free)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void answersAndHasItsPlaceBackAtTheEndOfTheAnswer() throws Exception {
        var pool = warm(1);
        try (var call = pool.call("m").orElseThrow()) {
            assertThat(pool.call("m")).isEmpty();
            assertThat(pool.call("another")).isEmpty();
            assertThat(pool.capacities()).isEqualTo(Map.of("m", 1));

            assertThat(call.send(request(LIMITS), body("a prompt")))
                    .isInstanceOfSatisfying(
                            CallResult.Answered.class,
                            answered -> assertThat(answered.body()).hasContent("a prompt"));

            awaitFree(pool, Map.of("m", 1));
        }
        assertThat(ask(pool, "another", LIMITS)).isInstanceOf(CallResult.Answered.class);
        awaitFree(pool, Map.of("m", 1));
        assertThat(capacities).isEmpty();
    }

    @Test
    void hasAsManyCallsAtOnceAsItMay() throws Exception {
        var pool = warm(3);
        try (var first = pool.call("m").orElseThrow();
                var second = pool.call("m").orElseThrow();
                var third = pool.call("m").orElseThrow()) {
            assertThat(pool.call("m")).isEmpty();
            assertThat(pool.free()).isEmpty();

            for (var call : List.of(third, first, second)) {
                assertThat(call.send(request(LIMITS), body("x"))).isInstanceOf(CallResult.Answered.class);
            }
        }
        awaitFree(pool, Map.of("m", 3));
    }

    @Test
    void startsARunnerForTheCallThatNeedsIt() throws Exception {
        var pool = pool(WATCHED.resting(HOUR), 2, child("slow"));
        assertThat(told()).isEqualTo(Map.of("m", 2));

        assertThat(ask(pool, "x", LIMITS)).isInstanceOf(CallResult.Answered.class);

        awaitFree(pool, Map.of("m", 2));
        assertThat(pool.standings().getFirst().state()).isInstanceOf(RunnerState.Idle.class);
    }

    @Test
    void tellsTheCallThatItsRunnerDoesNotStart() throws Exception {
        var pool = pool(WATCHED.resting(HOUR), 1, child("stillborn"));
        told();

        assertThat(ask(pool, "x", LIMITS))
                .isInstanceOfSatisfying(
                        CallResult.Gone.class,
                        gone -> assertThat(gone.sentence()).contains("code 3", "no such model"));
    }

    @Test
    void keepsARunnerThatRefuses() throws Exception {
        var pool = warm(1);

        assertThat(ask(pool, "refuse", LIMITS)).isInstanceOfSatisfying(CallResult.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.words().message()).isEqualTo("body.prompt: field required");
        });

        awaitFree(pool, Map.of("m", 1));
        assertThat(number(pool)).isEqualTo(1);
    }

    @Test
    void saysWhatTheRunnerDiedOf() throws Exception {
        var pool = warm(2);
        try (var beside = pool.call("m").orElseThrow()) {
            var other = CompletableFuture.supplyAsync(() -> hanging(beside));

            assertThat(ask(pool, "crash", LIMITS))
                    .isInstanceOfSatisfying(
                            CallResult.Gone.class,
                            gone -> assertThat(gone.sentence()).contains("ended with code 139", "CUDA out of memory"));

            assertThat(other.get(60, TimeUnit.SECONDS)).isInstanceOf(CallResult.Gone.class);
        }
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("m", 2));
        awaitFree(pool, Map.of("m", 2));
        assertThat(number(pool)).isEqualTo(2);
    }

    private static CallResult hanging(RunnerCall call) {
        try {
            return call.send(request(LIMITS), body("hang"));
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }

    @Test
    void breaksOffWithTheRunner() throws Exception {
        var pool = warm(1);
        try (var call = pool.call("m").orElseThrow()) {
            assertThat(call.send(request(LIMITS), body("half")))
                    .isInstanceOfSatisfying(
                            CallResult.Answered.class,
                            answered -> assertThatIOException()
                                    .isThrownBy(() -> answered.body().readAllBytes()));
        }
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("m", 1));
    }

    @Test
    void replacesARunnerThatHangs() throws Exception {
        var pool = warm(1);

        assertThat(ask(pool, "hang", new CallLimits(Duration.ofMillis(500), 100, 100)))
                .isInstanceOf(CallResult.Hung.class);

        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("m", 1));
        assertThat(number(pool)).isEqualTo(2);
    }

    @Test
    void hasItsPlaceBackWhenACallIsGivenUp() throws Exception {
        var pool = warm(1);
        var call = pool.call("m").orElseThrow();
        var result = CompletableFuture.supplyAsync(() -> hanging(call));
        while (!(pool.standings().getFirst().state() instanceof RunnerState.Answering)) {
            LockSupport.parkNanos(1_000_000);
        }

        call.close();
        call.close();

        assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(CallResult.Withdrawn.class);
        awaitFree(pool, Map.of("m", 1));
        assertThat(ask(pool, "x", LIMITS)).isInstanceOf(CallResult.Answered.class);
        assertThat(number(pool)).isEqualTo(1);
    }

    @Test
    void hasItsPlaceBackWhenACallIsNeverSent() throws Exception {
        var pool = warm(1);

        pool.call("m").orElseThrow().close();

        awaitFree(pool, Map.of("m", 1));
    }

    @Test
    void givesUpARunnerThatDoesNotTakeItsBearer() throws Exception {
        var opener = new RunnerOpener(() -> "theirs", Duration.ofMinutes(2));
        if (!(opener.open(child("well")) instanceof Opening.Opened(var theirs))) {
            throw new AssertionError("not opened");
        }
        try (theirs) {
            var pool = pool(
                    WATCHED, 1, new RunnerUrl(new RunnerAddress(theirs.address().base(), "ours")));
            told();

            assertThat(ask(pool, "x", LIMITS)).isInstanceOf(CallResult.TokenRefused.class);

            assertThat(told()).isEmpty();
            opened.ifPresent(RunnerPool::close);
        }
    }

    @Test
    void tellsCallsWhenThePoolIsClosed() throws Exception {
        var pool = warm(1);
        var call = pool.call("m").orElseThrow();
        var result = CompletableFuture.supplyAsync(() -> hanging(call));

        pool.close();

        assertThat(result.get(60, TimeUnit.SECONDS)).isInstanceOf(CallResult.Gone.class);
        assertThat(pool.call("m")).isEmpty();
        call.close();
    }

    @Test
    void isNoCapacityWhereNobodyListens() {
        var pool = pool(WATCHED, 1, new RunnerUrl(new RunnerAddress(URI.create("http://127.0.0.1:9"), "")));

        assertThat(pool.call("m")).isEmpty();
    }

    private static int number(RunnerPool pool) {
        return ((RunnerState.Begun) pool.standings().getFirst().state()).run().number();
    }
}
