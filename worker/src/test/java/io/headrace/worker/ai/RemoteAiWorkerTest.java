package io.headrace.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.machine.ThreadHost;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.wire.AiNotice;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.RunnerRequest;
import io.headrace.wire.realtime.RunnerRequestCodec;
import io.headrace.wire.realtime.SessionChannels;
import io.headrace.worker.remote.RemoteWorkerConfig;
import io.headrace.worker.remote.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteAiWorkerTest {

    private static final String LIVE = "live-video-to-video";
    private static final String ACCEPTED = "application/json {\"status\":\"accepted\"}";
    private static final String RUNNING = "application/json {\"status\":\"running\"}";
    private static final String FINISHED = "application/json {\"status\":\"finished\"}";
    private static final String REQUEST = RunnerRequestCodec.encode(new RunnerRequest(
            "noop",
            "{\"prompt\":\"hello\"}",
            "r1",
            "m1",
            "s1",
            new SessionChannels(point("a"), point("b"), point("c"), point("d"), Optional.empty())));

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final LinkedBlockingQueue<Standing> standings = new LinkedBlockingQueue<>();
    private final FakeRunners runners = new FakeRunners();

    @AfterEach
    void stopTimers() {
        host.close();
    }

    private static ChannelPoint point(String name) {
        return new ChannelPoint("https://127.0.0.1:1/ai/trickle/" + name, "");
    }

    @Test
    void saysWhichModelsItHas() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            var what = orchestrator.worker().what();

            assertThat(what.secret()).isEqualTo("s3cr3t");
            assertThat(what.capabilities().version()).isEqualTo("0.9.1");
            assertThat(what.capabilities().constraints().perCapability())
                    .isEqualTo(Map.of(35, Map.of("noop", new ModelConstraint(true, 2, "1.0.0", 0))));
        }
    }

    @Test
    void tellsWhenAModelIsNotWarmAnyMoreAndWhenFewerRunnersAreWell() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            orchestrator.worker();

            runners.have(1, new LiveWorkshop.Readiness(false, "1.0.0"));

            assertThat(orchestrator.worker().what().capabilities().constraints().perCapability())
                    .isEqualTo(Map.of(35, Map.of("noop", new ModelConstraint(false, 1, "1.0.0", 0))));
        }
    }

    @Test
    void tellsWhenAllItsRunnersFailAndWhenOneIsWellAgain() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            var registered = orchestrator.worker();

            runners.have(0, LiveWorkshop.Readiness.COLD);

            assertThat(orchestrator.worker().what().capabilities().constraints().perCapability())
                    .isEmpty();
            assertThat(registered.stream().isCancelled()).isFalse();
            runners.have(2, new LiveWorkshop.Readiness(true, "1.0.0"));
            assertThat(orchestrator.worker().what().capabilities().constraints().perCapability())
                    .containsOnlyKeys(35);
        }
    }

    @Test
    void runsASessionAndTellsHowItGoes() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            orchestrator.worker().give(7, LIVE, REQUEST);
            var session = runners.next();

            assertThat(session.order()).isEqualTo(new LiveWorkshop.LiveOrder("m1", "noop", REQUEST));
            var accepted = orchestrator.result();
            assertThat(accepted.task()).isEqualTo("7");
            assertThat(accepted.body()).isEqualTo(ACCEPTED);
            assertThat(accepted.headers().first("Authorization")).contains("Livepeer-AI-Worker-1.0");
            assertThat(accepted.headers().first("Credentials")).contains("s3cr3t");
            assertThat(accepted.headers().first("Pipeline")).contains(LIVE);
            assertThat(accepted.headers().first("Headrace-Worker-Name")).contains("w1");
            assertThat(accepted.headers().first("Headrace-Worker-Pid")).contains("4242");
            session.reports().running();
            assertThat(orchestrator.result().body()).isEqualTo(RUNNING);
            session.reports().ended(new LiveWorkshop.Ending.Failed("The runner ended with code 139"));
            assertThat(orchestrator.result().body())
                    .isEqualTo("livepeer/ai-worker-error The runner ended with code 139");
        }
    }

    @Test
    void saysThatItHasNoPlace() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            var worker = orchestrator.worker();
            worker.give(1, LIVE, REQUEST);
            runners.next().reports().ended(new LiveWorkshop.Ending.NoRunner());
            worker.give(2, "text-to-image", "{\"prompt\":\"a cat\"}");

            var told = List.of(orchestrator.result(), orchestrator.result(), orchestrator.result());
            var declined = "livepeer/ai-worker-error no workers can process job requested";
            assertThat(told)
                    .extracting(result -> result.task() + " " + result.body())
                    .containsExactlyInAnyOrder("1 " + ACCEPTED, "1 " + declined, "2 " + declined);
        }
    }

    @Test
    void endsWhatIsWithdrawn() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            var worker = orchestrator.worker();
            worker.give(1, LIVE, REQUEST);
            assertThat(orchestrator.result().body()).isEqualTo(ACCEPTED);

            worker.notify(new AiNotice.Withdrawn(1));

            assertThat(orchestrator.result().body()).isEqualTo(FINISHED);
        }
    }

    @Test
    void saysThatItHasNoSuchTask() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            orchestrator.worker().notify(new AiNotice.Withdrawn(9));

            assertThat(orchestrator.result())
                    .returns("9", ScriptedAiOrchestrator.Told::task)
                    .returns("livepeer/ai-worker-error The worker has no task 9", ScriptedAiOrchestrator.Told::body);
        }
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            orchestrator.worker().give(1, LIVE, "{\"model_id\":7}");

            assertThat(orchestrator.result().body())
                    .startsWith("livepeer/ai-worker-error The worker cannot read the request: ");
            assertThat(runners.sessions).isEmpty();
        }
    }

    @Test
    void endsItsSessionsWithItsRegistrationAndRegistersAgain() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var _ = start(orchestrator)) {
            var first = orchestrator.worker();
            first.give(1, LIVE, REQUEST);
            var session = runners.next();

            first.stream().onCompleted();

            orchestrator.worker();
            assertThat(session.cancelled()).isTrue();
        }
    }

    @Test
    void leavesPolitely() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open();
                var worker = start(orchestrator)) {
            var registered = orchestrator.worker();
            registered.give(1, LIVE, REQUEST);
            var session = runners.next();

            assertThat(worker.drain(Duration.ofMillis(10))).isFalse();

            var last = orchestrator.worker().what();
            assertThat(last.capabilities().constraints().perCapability()).isEmpty();
            assertThat(session.cancelled()).isFalse();
            registered.notify(new AiNotice.Withdrawn(1));
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(orchestrator.result().body()).isEqualTo(ACCEPTED);
            assertThat(orchestrator.result().body()).isEqualTo(FINISHED);
            assertThat(orchestrator.nothingTold()).isTrue();
        }
    }

    @Test
    void tellsTheEndOfSessionsThatItEndsItself() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.open()) {
            var worker = start(orchestrator);
            orchestrator.worker().give(1, LIVE, REQUEST);
            runners.next();

            worker.close();

            assertThat(orchestrator.result().body()).isEqualTo(ACCEPTED);
            assertThat(orchestrator.result().body()).isEqualTo(FINISHED);
        }
    }

    @Test
    void isToldThatItsSecretIsWrong() throws Exception {
        try (var orchestrator = ScriptedAiOrchestrator.refusing("invalid secret");
                var _ = start(orchestrator)) {
            Standing standing = standings.take();
            while (!(standing instanceof Standing.Refused)) {
                standing = standings.take();
            }
            assertThat(standing)
                    .isInstanceOfSatisfying(
                            Standing.Refused.class,
                            refused -> assertThat(refused.text()).isEqualTo("invalid secret"));
        }
    }

    private RemoteAiWorker start(ScriptedAiOrchestrator orchestrator) {
        var offer = Capabilities.offer(CapabilitySet.EMPTY, 1, "0.9.1");
        var config = RemoteWorkerConfig.of(orchestrator.address(), "s3cr3t", "w1", 4_242, offer)
                .closingWithin(Duration.ofMillis(50));
        return RemoteAiWorker.start(config, runners, host, standings::add);
    }

    /** Runners that end when they are cancelled, and else do what the test says. */
    private static final class FakeRunners implements LiveWorkshop {
        private final LinkedBlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
        private volatile Map<String, Integer> capacities = Map.of("noop", 2);
        private volatile Readiness readiness = new Readiness(true, "1.0.0");

        /** From now on. */
        void have(int sessionsOfNoop, Readiness ready) {
            capacities = sessionsOfNoop > 0 ? Map.of("noop", sessionsOfNoop) : Map.of();
            readiness = ready;
        }

        private record Session(LiveOrder order, Reports reports, AtomicBoolean stopped) {
            boolean cancelled() {
                return stopped.get();
            }

            void cancel() {
                if (stopped.compareAndSet(false, true)) {
                    reports.ended(new Ending.Finished());
                }
            }
        }

        Session next() throws InterruptedException {
            return Optional.ofNullable(sessions.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        @Override
        public Map<String, Integer> capacities() {
            return capacities;
        }

        @Override
        public Map<String, Readiness> readiness() {
            return Map.of("noop", readiness);
        }

        @Override
        public Work begin(LiveOrder order, Reports reports) {
            var session = new Session(order, reports, new AtomicBoolean());
            sessions.add(session);
            return session::cancel;
        }
    }
}
