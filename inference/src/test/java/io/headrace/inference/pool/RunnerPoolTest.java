package io.headrace.inference.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.inference.FakeRunner;
import io.headrace.inference.RunnerAddress;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.runner.RestartPause;
import io.headrace.inference.runner.RunnerState;
import io.headrace.inference.runner.SessionEnd;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.OpenRunner;
import io.headrace.inference.source.Opening;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.inference.source.RunnerSource;
import io.headrace.inference.source.RunnerUrl;
import io.headrace.machine.ThreadHost;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real processes. Health is asked about seldom here, so that what is told of a death comes from the death. */
class RunnerPoolTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final RestartPause SOON =
            new RestartPause(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200));
    private static final RunnerPatience PATIENCE =
            new RunnerPatience(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(1));

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_SERVICES);
    private final RunnerOpener opener = new RunnerOpener(() -> "token", Duration.ofSeconds(60));
    private final BlockingQueue<Map<String, Integer>> capacities = new LinkedBlockingQueue<>();
    private Optional<RunnerPool> pool = Optional.empty();

    /** Health questions so far apart while nothing is awaited. */
    private static Supervision seldom(Duration healthEvery) {
        return new Supervision(
                healthEvery,
                Duration.ofMillis(20),
                2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                3,
                SOON,
                Optional.empty());
    }

    private RunnerPool open(Supervision supervision, RunnerSource... sources) {
        var opened = RunnerPool.open(
                host,
                new RunnerAccess(opener, http, PATIENCE),
                List.of(new ModelRunners("noop", List.of(sources), supervision)),
                capacities::add);
        pool = Optional.of(opened);
        return opened;
    }

    private static ChildRunner child(String manner) {
        return new ChildRunner(FakeRunner.command(manner));
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        pool.ifPresent(RunnerPool::close);
        http.close();
        host.close();

        for (var left : ProcessHandle.current().children().toList()) {
            assertThat(left.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    private Map<String, Integer> told() throws InterruptedException {
        return Optional.ofNullable(capacities.poll(60, TimeUnit.SECONDS)).orElseThrow();
    }

    private static final class Session implements SessionReports {
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public void running() {
            words.add("running");
        }

        @Override
        public void ended(SessionEnd end) {
            words.add(
                    switch (end) {
                        case SessionEnd.Finished() -> "finished";
                        case SessionEnd.Failed(var sentence) -> sentence;
                    });
        }

        String next() throws InterruptedException {
            return Optional.ofNullable(words.poll(60, TimeUnit.SECONDS)).orElseThrow();
        }
    }

    private static RunnerPermit begin(RunnerPool from, String request, Session session) {
        return from.begin("noop", request, session).orElseThrow();
    }

    @Test
    void lendsARunnerAndTakesItBack() throws Exception {
        var runners = open(seldom(HOUR), child("slow"));
        assertThat(runners.begin("noop", "{}", new Session())).isEmpty();
        assertThat(told()).isEqualTo(Map.of("noop", 1));
        assertThat(runners.begin("another", "{}", new Session())).isEmpty();

        var session = new Session();
        var permit = begin(runners, "{}", session);
        assertThat(session.next()).isEqualTo("running");
        assertThat(runners.begin("noop", "{}", new Session())).isEmpty();
        assertThat(runners.free()).isEmpty();
        assertThat(runners.capacities()).isEqualTo(Map.of("noop", 1));
        permit.release();

        assertThat(session.next()).isEqualTo("finished");
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("noop", 1));
        begin(runners, "{}", session).release();
        assertThat(session.next()).isIn("running", "finished");
    }

    @Test
    void tellsACrashAtOnceWithTheRunnersLastWords() throws Exception {
        var runners = open(seldom(HOUR), child("well"));
        told();
        var session = new Session();
        begin(runners, "crash then", session);

        var words = session.next().equals("running") ? session.next() : "the end came before the beginning";

        assertThat(words).contains("ended with code 139", "Segmentation fault");
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("noop", 1));
        assertThat(session.words).isEmpty();
    }

    @Test
    void tellsACrashAtTheBeginningOfASession() throws Exception {
        var runners = open(seldom(HOUR), child("well"));
        told();
        var session = new Session();

        begin(runners, "crash now", session);

        assertThat(session.next()).contains("ended with code 139", "Segmentation fault");
    }

    @Test
    void endsTheSessionOfARunnerThatHangs() throws Exception {
        var runners = open(seldom(Duration.ofMillis(50)), child("well"));
        told();
        var session = new Session();

        begin(runners, "hang", session);

        assertThat(session.next()).isEqualTo("running");
        assertThat(session.next()).contains("/health was not answered", "(2 times in a row)");
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("noop", 1));
    }

    @Test
    void endsTheSessionOfARunnerThatCallsItselfUnfit() throws Exception {
        var runners = open(seldom(HOUR), child("well"));
        told();
        var session = new Session();

        begin(runners, "unfit", session);

        assertThat(session.next()).isEqualTo("running");
        assertThat(session.next()).contains("health ERROR");
    }

    @Test
    void finishesASessionWhoseInputEnded() throws Exception {
        var runners = open(seldom(Duration.ofMillis(50)), child("well"));
        told();
        var session = new Session();

        begin(runners, "finish", session);

        assertThat(session.next()).isEqualTo("running");
        assertThat(session.next()).isEqualTo("finished");
        assertThat(runners.begin("noop", "{}", new Session())).isPresent();
    }

    @Test
    void replacesARunnerThatDoesNotLetGo() throws Exception {
        var runners = open(seldom(HOUR), child("well"));
        told();
        var session = new Session();
        var permit = begin(runners, "keep", session);
        assertThat(session.next()).isEqualTo("running");

        permit.release();

        assertThat(session.next()).isEqualTo("finished");
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("noop", 1));
        assertThat(runners.standings().getFirst().state())
                .isInstanceOfSatisfying(
                        RunnerState.Idle.class,
                        idle -> assertThat(idle.run().number()).isEqualTo(2));
    }

    @Test
    void keepsARunnerThatRefusesOneSession() throws Exception {
        var runners = open(seldom(HOUR), child("well"));
        told();
        var session = new Session();

        begin(runners, "refuse", session);

        assertThat(session.next()).contains("returned 400", "no such filter");
        assertThat(told()).isEmpty();
        assertThat(told()).isEqualTo(Map.of("noop", 1));
        assertThat(runners.standings().getFirst().state())
                .isInstanceOfSatisfying(
                        RunnerState.Idle.class,
                        idle -> assertThat(idle.run().number()).isEqualTo(1));
    }

    @Test
    void asksARunnerThatSomebodyElseStarted() throws Exception {
        try (var theirs = theirs()) {
            var runners = open(
                    seldom(HOUR),
                    new RunnerUrl(new RunnerAddress(theirs.address().base(), "token")));
            told();
            var session = new Session();

            begin(runners, "{}", session).release();

            assertThat(session.next()).isIn("running", "finished");
            told();
            told();
            runners.close();
            assertThat(theirs.gone()).isNotDone();
        }
    }

    @Test
    void givesUpARunnerThatDoesNotTakeItsToken() throws Exception {
        try (var theirs = theirs()) {
            var runners = open(
                    seldom(HOUR),
                    new RunnerUrl(new RunnerAddress(theirs.address().base(), "wrong")));
            told();
            var session = new Session();

            begin(runners, "{}", session);

            assertThat(session.next()).contains("returned 401", "Invalid bearer token");
            assertThat(told()).isEmpty();
        }
    }

    @Test
    void isNoCapacityWithoutARunnerThatStarts() throws Exception {
        var runners = open(
                seldom(HOUR),
                child("stillborn"),
                new RunnerUrl(new RunnerAddress(URI.create("http://127.0.0.1:9"), "")));

        while (!runners.standings().getFirst().unhealthy()) {
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(runners.capacities()).isEmpty();
        assertThat(runners.begin("noop", "{}", new Session())).isEmpty();
        assertThat(capacities).isEmpty();
    }

    @Test
    void closesWhileARunnerIsStarting() {
        var runners = open(seldom(HOUR), child("mute"), child("garbage"));

        runners.close();

        assertThat(runners.standings()).allMatch(standing -> standing.state() instanceof RunnerState.Stopped);
    }

    private OpenRunner theirs() throws InterruptedException {
        return switch (opener.open(child("well"))) {
            case Opening.Opened(var runner) -> runner;
            case Opening.Failed(var sentence) -> throw new IllegalStateException(sentence);
        };
    }
}
