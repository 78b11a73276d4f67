package io.headrace.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.machine.ThreadHost;
import io.headrace.media.Container;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.delivery.Delivery;
import io.headrace.wire.net.NotifySegment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RemoteWorkerTest {

    private static final Capabilities ABLE = Capabilities.offer(CapabilitySet.DEFAULT, 1, "0.9.1");

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final LinkedBlockingQueue<Standing> standings = new LinkedBlockingQueue<>();
    private final FakeEngine engine = new FakeEngine(2);

    @AfterEach
    void stopTimers() {
        host.close();
    }

    @Test
    void saysWhoItIsAndWhatItCan() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            var registered = orchestrator.worker();

            assertThat(registered.what().secret()).isEqualTo("s3cr3t");
            assertThat(registered.what().capacity()).isEqualTo(2);
            assertThat(registered.what().capabilities()).isEqualTo(ABLE);
            var metadata = Optional.ofNullable(orchestrator.metadata.poll(20, TimeUnit.SECONDS))
                    .orElseThrow();
            assertThat(metadata.get(ascii("headrace-worker-name"))).isEqualTo("w1");
            assertThat(metadata.get(ascii("headrace-worker-pid"))).isEqualTo("4242");
            assertThat(worker.drain(Duration.ZERO)).isTrue();
        }
    }

    /** The tasks are those that the network's orchestrator gave; only the address is ours. */
    @ParameterizedTest
    @CsvSource({"0, 2, MPEG_TS", "1, 2, MPEG_TS", "4, 1, MP4"})
    void doesATaskOfTheNetworksOrchestrator(int index, int renditions, Container wanted) throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            orchestrator.worker().notify(recorded(index, orchestrator));

            var job = engine.next();
            assertThat(job.source().asByteBuffer().remaining()).isEqualTo(ScriptedOrchestrator.SOURCE.length);
            assertThat(job.order().source().duration()).isEqualTo(Duration.ofSeconds(2));
            assertThat(job.order().ladder().profiles())
                    .hasSize(renditions)
                    .allMatch(each -> each.container() == wanted);
            job.done();

            var delivered = orchestrator.delivery();
            assertThat(delivered.task()).isEqualTo(index);
            assertThat(((Delivery.Transcoded) delivered.delivery()).parts())
                    .hasSize(renditions)
                    .allMatch(part -> part.mediaType().equals(wanted.mediaType()));
            assertThat(delivered.headers().first("Authorization")).contains("Livepeer-Transcoder-1.0");
            assertThat(delivered.headers().first("Credentials")).contains("s3cr3t");
            assertThat(delivered.headers().first("Content-Length")).isPresent();
            assertThat(delivered.headers().first("Headrace-Worker-Name")).contains("w1");
            assertThat(delivered.headers().first("Headrace-Worker-Pid")).contains("77");
            assertThat(orchestrator.fetchedOver.poll()).isEqualTo("HTTP/1.1");
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void deliversErrorsInTheNetworksWords() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            orchestrator.worker().notify(recorded(3, orchestrator));

            engine.next().ends(new Outcome.Impossible(FakeEngine.CHILD, "TranscoderInvalidVideo"));

            var delivered = orchestrator.delivery();
            var recorded = RecordedExchanges.named("B-023").request();
            assertThat(delivered.delivery()).isEqualTo(new Delivery.Failed(recorded.bodyText()));
            for (var name : new String[] {"authorization", "credentials", "taskid", "pixels", "content-type"}) {
                assertThat(delivered.headers().first(name)).isEqualTo(recorded.header(name));
            }
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void saysThatItsChildDiedSoThatTheUnitIsTriedElsewhere() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            orchestrator.worker().notify(recorded(0, orchestrator));

            engine.next().ends(new Outcome.Died(FakeEngine.CHILD, "signal 11"));

            assertThat(orchestrator.delivery().delivery()).isEqualTo(new Delivery.Failed("TranscoderStopped"));
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void endsASessionWhenItIsTold() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            orchestrator.worker().notify(NotifySegment.parseFrom(recorded(7)));

            assertThat(engine.ended.poll(20, TimeUnit.SECONDS)).isEqualTo(new SessionId("edddcbc0"));
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void worksOnNoMoreThanItsCapacityAtOnceAndRefusesBeyondItsQueue() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(config(orchestrator.address()).queueing(1))) {
            var registered = orchestrator.worker();
            for (int i = 0; i < 4; i++) {
                registered.notify(
                        recorded(0, orchestrator).toBuilder().setTaskId(100 + i).build());
            }

            var refused = orchestrator.delivery();
            assertThat(refused.delivery()).isEqualTo(new Delivery.Failed("TranscoderBusy"));
            engine.next().done();
            engine.next().done();
            engine.next().done();
            for (int i = 0; i < 3; i++) {
                assertThat(orchestrator.delivery().delivery()).isInstanceOf(Delivery.Transcoded.class);
            }
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream/a/gone.tempfile", "no url at all", "ftp://127.0.0.1/x"})
    void deliversAnErrorWhenTheSourceIsNotThere(String url) throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            var target = url.startsWith("/") ? orchestrator.uri(url).toString() : url;
            orchestrator
                    .worker()
                    .notify(recorded(0, orchestrator).toBuilder().setUrl(target).build());

            assertThat(orchestrator.delivery().delivery()).isInstanceOf(Delivery.Failed.class);
            assertThat(engine.idle()).isTrue();
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void refusesWhatItCannot() throws Exception {
        var old = Capabilities.offer(CapabilitySet.LEGACY, 1, "0.9.1");
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(RemoteWorkerConfig.of(orchestrator.address(), "s3cr3t", "w1", 4_242, old))) {
            orchestrator.worker().notify(recorded(0, orchestrator));

            assertThat(orchestrator.delivery().delivery())
                    .isEqualTo(new Delivery.Failed("incompatible segment capabilities"));
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void isBackSoonAfterItsOrchestratorWasStartedAnew() throws Exception {
        var killed = ScriptedOrchestrator.open();
        var worker = start(killed.address());
        killed.worker();
        standing(Standing.Listening.class);
        killed.close();
        assertThat(standing(Standing.Away.class).retryIn()).isLessThan(Duration.ofSeconds(2));

        try (var again = ScriptedOrchestrator.again(killed.port())) {
            var registered = again.worker();
            registered.notify(recorded(0, again));
            engine.next().done();
            assertThat(again.delivery().delivery()).isInstanceOf(Delivery.Transcoded.class);
            worker.close();
            assertThat(registered.left().await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void registersAgainWhenItsOrchestratorEndsTheStream() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            orchestrator.worker().stream().onCompleted();

            assertThat(orchestrator.worker().what().capacity()).isEqualTo(2);
            assertThat(worker.drain(Duration.ZERO)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid secret", "zero capacity"})
    void asksSeldomAgainWhenItWasRefused(String text) throws Exception {
        try (var orchestrator = ScriptedOrchestrator.refusing(text);
                var worker = start(orchestrator.address())) {
            orchestrator.worker();

            assertThat(standing(Standing.Refused.class))
                    .isEqualTo(new Standing.Refused(text, Backoff.DEFAULT.refused()));
            assertThat(worker.drain(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void endsItsRegistrationAndDeliversWhatIsAtWorkWhenItDrains() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open()) {
            var worker = start(orchestrator.address());
            var registered = orchestrator.worker();
            registered.notify(recorded(0, orchestrator));
            var job = engine.next();

            assertThat(worker.drain(Duration.ZERO)).isFalse();
            assertThat(registered.left().await(20, TimeUnit.SECONDS)).isTrue();
            standing(Standing.Closed.class);
            job.done();

            assertThat(orchestrator.delivery().delivery()).isInstanceOf(Delivery.Transcoded.class);
            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
            worker.close();
        }
    }

    /** Every orchestrator refuses a capacity of zero, so those that do not know the meaning are not disturbed. */
    @Test
    void saysThatItLeavesByRegisteringForNothing() throws Exception {
        try (var orchestrator = ScriptedOrchestrator.open();
                var worker = start(orchestrator.address())) {
            var registered = orchestrator.worker();

            assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();

            var last = orchestrator.worker();
            assertThat(last.what().capacity()).isZero();
            assertThat(last.what().secret()).isEqualTo("s3cr3t");
            orchestrator.metadata.poll(20, TimeUnit.SECONDS);
            var metadata = Optional.ofNullable(orchestrator.metadata.poll(20, TimeUnit.SECONDS))
                    .orElseThrow();
            assertThat(metadata.get(ascii("headrace-worker-name"))).isEqualTo("w1");
            assertThat(metadata.get(ascii("headrace-worker-pid"))).isEqualTo("4242");
            assertThat(registered.left().await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void leavesAlsoWhenItsOrchestratorIsGone() throws Exception {
        var orchestrator = ScriptedOrchestrator.open();
        var worker = start(orchestrator.address());
        orchestrator.worker();
        orchestrator.close();

        assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();

        standing(Standing.Closed.class);
        worker.close();
    }

    private RemoteWorker start(String address) {
        return start(config(address));
    }

    private RemoteWorker start(RemoteWorkerConfig config) {
        return RemoteWorker.start(config, engine, host, standings::add);
    }

    private static RemoteWorkerConfig config(String address) {
        return RemoteWorkerConfig.of(address, "s3cr3t", "w1", 4_242, ABLE);
    }

    private <T extends Standing> T standing(Class<T> type) throws InterruptedException {
        while (true) {
            var standing =
                    Optional.ofNullable(standings.poll(20, TimeUnit.SECONDS)).orElseThrow();
            if (type.isInstance(standing)) {
                return type.cast(standing);
            }
        }
    }

    private static byte[] recorded(int index) {
        return RecordedExchanges.named("B-006").response().grpcMessages().get(index);
    }

    private static NotifySegment recorded(int index, ScriptedOrchestrator orchestrator) throws Exception {
        var notice = NotifySegment.parseFrom(recorded(index));
        var path = notice.getUrl().replaceFirst("https://[^/]*", "");
        return notice.toBuilder().setUrl(orchestrator.uri(path).toString()).build();
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
