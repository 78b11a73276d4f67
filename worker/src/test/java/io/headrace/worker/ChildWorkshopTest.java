package io.headrace.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.Outcome;
import io.headrace.admission.Requests;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.engine.ChildCommand;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.engine.media.MediaEngine;
import io.headrace.machine.NanoTicker;
import io.headrace.media.PixelCount;
import io.headrace.media.request.MediaLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With real child processes, in which no media is touched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChildWorkshopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private MediaChildren children;
    private ChildWorkshop workshop;

    @BeforeAll
    void open() {
        var command = ChildCommand.java(
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                System.getProperty("java.class.path"),
                StubChild.class.getName());
        children = MediaChildren.open(command, PoolShape.of(1), MediaLimits.DEFAULT, NanoTicker.system());
        workshop = new ChildWorkshop(WorkerConfig.of("alder-1", 1), children);
    }

    @AfterAll
    void close() {
        workshop.close();
        children.close();
    }

    @Test
    void returnsEachRenditionOfTheLadder() throws Exception {
        var outcome = outcome(order("fine"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.renditions()).hasSize(1);
            assertThat(done.pixels()).isEqualTo(PixelCount.of(320, 180, 60));
            assertThat(done.worker().name()).isEqualTo("alder-1");
            assertThat(ProcessHandle.of(done.worker().pid())).isPresent();
        });
    }

    @Test
    void passesARefusalOnAsTheNetworkKnowsIt() throws Exception {
        assertThat(outcome(order("refuse")))
                .isInstanceOfSatisfying(
                        Outcome.Impossible.class,
                        impossible -> assertThat(impossible.text()).isEqualTo("TranscoderInvalidVideo"));
    }

    @Test
    void reportsADeadChildAndHasAnotherForTheNextUnit() throws Exception {
        var dead = outcome(order("die"));

        assertThat(dead).isInstanceOf(Outcome.Died.class);
        assertThat(dead.worker().pid()).isPositive();
        assertThat(outcome(order("fine"))).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void reportsAChildThatFailed() throws Exception {
        assertThat(outcome(order("fail"))).isInstanceOf(Outcome.Died.class);
    }

    @Test
    void endsAChildThatHangsWhenItsTimeIsUp() throws Exception {
        assertThat(outcome(order("hang").within(Duration.ofMillis(200)))).isInstanceOf(Outcome.Died.class);
    }

    @Test
    void stopsWorkThatNobodyWaitsFor() throws Exception {
        var reports = new Told();
        workshop.begin(order("hang"), reports).cancel();

        assertThat(reports.outcome()).isEqualTo(new Outcome.Died(new Worker("alder-1", 0), "cancelled"));
    }

    @Test
    void doesNotTrustAChildThatLeavesARenditionOut() throws Exception {
        assertThat(outcome(order("short")))
                .isInstanceOfSatisfying(
                        Outcome.Died.class,
                        died -> assertThat(died.reason()).isEqualTo("0 renditions came of a ladder of 1"));
    }

    @Test
    void doesNotTrustAChildThatCountsTooManyPixels() throws Exception {
        assertThat(outcome(order("overbill")))
                .isInstanceOfSatisfying(
                        Outcome.Died.class, died -> assertThat(died.reason()).endsWith("is billed as 6912000 pixels"));
    }

    @Test
    void leavesPartsOfSegmentsToOthers() throws Exception {
        var whole = order("fine");
        var part = new WorkOrder(
                whole.unit(),
                whole.source(),
                whole.ladder(),
                Optional.of(new WorkOrder.Slice(Duration.ZERO, Duration.ofSeconds(1))),
                false,
                PATIENCE);

        assertThat(outcome(part))
                .isInstanceOfSatisfying(
                        Outcome.Impossible.class,
                        impossible -> assertThat(impossible.text()).isEqualTo("incompatible segment capabilities"));
    }

    @Test
    void freesASessionWhoseUnitDiedOrThatEnded() throws Exception {
        var freed = new ArrayList<String>();
        var tallying = new ChildWorkshop(WorkerConfig.of("alder-1", 1), new Tallying(children, freed));
        for (var each : List.of("fine", "refuse", "die")) {
            var reports = new Told();
            tallying.begin(order(each), reports);
            reports.outcome();
        }
        tallying.sessionEnded(new SessionId("fine"));

        assertThat(freed).containsExactly("die", "fine");
    }

    @Test
    void refusesAConfigurationThatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkerConfig.of("alder-1", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> WorkerConfig.of(" ", 1));
    }

    private static WorkOrder order(String stream) {
        return Requests.order(Requests.unit(stream, 1)).within(PATIENCE);
    }

    private Outcome outcome(WorkOrder order) throws Exception {
        var reports = new Told();
        workshop.begin(order, reports);
        return reports.outcome();
    }

    private record Tallying(MediaEngine engine, List<String> freed) implements Engines {
        @Override
        public MediaEngine of(WorkOrder order) {
            return engine;
        }

        @Override
        public void over(SessionId session) {
            freed.add(session.text());
        }
    }

    private static final class Told implements Workshop.Reports {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        @Override
        public void begun(Worker worker) {}

        @Override
        public void ended(Outcome how) {
            outcome.complete(how);
        }

        Outcome outcome() throws Exception {
            return outcome.get(30, TimeUnit.SECONDS);
        }
    }
}
