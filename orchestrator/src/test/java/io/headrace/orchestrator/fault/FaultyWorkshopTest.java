package io.headrace.orchestrator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.FakeWorkshop;
import io.headrace.admission.Outcome;
import io.headrace.admission.Requests;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.SourceSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultyWorkshopTest {

    private static final long PIXELS = 1_000;

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakeWorkshop honest = new FakeWorkshop(1);
    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void isNamedAsOnTheCommandLine() {
        assertThat(Fault.of("wrong-size")).contains(Fault.WRONG_SIZE);
        assertThat(Fault.of("polite")).isEmpty();
    }

    @Test
    void answersLaterThanTheSegmentLasts() {
        begin(Fault.SLOW);
        honest.job(0).ends(Requests.done(PIXELS));

        assertThat(outcomes).isEmpty();
        host.run(10);
        assertThat(host.moment().now().toEpochMilli()).isEqualTo(3_000);
        assertThat(outcomes).containsExactly(Requests.done(PIXELS));
    }

    @Test
    void neverAnswersUntilItIsToldToStop() {
        var work = begin(Fault.STALL);
        host.run(10);
        assertThat(outcomes).isEmpty();

        work.cancel();
        work.cancel();

        assertThat(outcomes).hasSize(1);
    }

    @Test
    void losesItsWorkerEachTime() throws Exception {
        var child = new ProcessBuilder("sleep", "60").start();
        begin(Fault.CRASH);

        honest.job(0).ends(new Outcome.Done(new Worker("alder-1", child.pid()), List.of()));

        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Died.class);
        assertThat(child.waitFor()).isNotZero();
    }

    @Test
    void reportsTwiceThePixels() {
        begin(Fault.OVERCHARGE);
        honest.job(0).ends(Requests.done(PIXELS));

        assertThat(done().pixels()).isEqualTo(new PixelCount(2 * PIXELS));
    }

    @Test
    void makesPicturesOfHalfTheSizeUnderTheNameOfTheWhole() {
        begin(Fault.WRONG_SIZE);
        var made = honest.job(0).order.ladder().profiles().getFirst();
        honest.job(0).ends(Requests.done(PIXELS));

        assertThat(made.width()).isEqualTo(160);
        assertThat(made.height()).isEqualTo(90);
        assertThat(done().renditions().getFirst().profile()).isEqualTo(Requests.PROFILE);
        assertThat(done().pixels()).isEqualTo(new PixelCount(4 * PIXELS));
    }

    @Test
    void makesPicturesFromMuchSmallerOnes() {
        begin(Fault.UPSCALED);
        assertThat(honest.job(0).order.ladder().profiles().getFirst().width()).isEqualTo(80);
        honest.job(0).ends(Requests.done(PIXELS));

        assertThat(honest.job(1).order.ladder()).isEqualTo(Requests.LADDER);
        honest.job(1).ends(Requests.done(PIXELS));
        assertThat(outcomes).containsExactly(Requests.done(PIXELS));
    }

    @Test
    void stopsWhicheverOfItsTwoStepsIsUnderWay() {
        var work = begin(Fault.UPSCALED);
        honest.job(0).ends(Requests.done(PIXELS));

        work.cancel();

        assertThat(honest.job(1).wasCancelled()).isTrue();
    }

    @Test
    void passesAllSegmentsOffAsTheFirst() {
        var workshop = new FaultyWorkshop(honest, Fault.FOREIGN, host);
        var first = order(new byte[] {1});
        var second = order(new byte[] {2});
        workshop.begin(first, reports());
        workshop.begin(second, reports());

        assertThat(honest.job(1).order.source().bytes()).isSameAs(first.source().bytes());
    }

    private static WorkOrder order(byte[] media) {
        var order = Requests.order(Requests.unit("a", 1));
        var source =
                new SourceSegment(0, Duration.ZERO, Duration.ofSeconds(2), Container.MPEG_TS, MediaBytes.owning(media));
        return new WorkOrder(order.unit(), source, order.ladder(), Optional.empty(), false, order.patience());
    }

    private Workshop.Work begin(Fault fault) {
        return new FaultyWorkshop(honest, fault, host).begin(Requests.order(Requests.unit("a", 1)), reports());
    }

    private Workshop.Reports reports() {
        return new Workshop.Reports() {
            @Override
            public void begun(Worker worker) {}

            @Override
            public void ended(Outcome outcome) {
                outcomes.add(outcome);
            }
        };
    }

    private Outcome.Done done() {
        return (Outcome.Done) outcomes.getFirst();
    }
}
