package io.headrace.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.job.JobState;
import io.headrace.job.Outcome;
import io.headrace.job.Session;
import io.headrace.job.Work;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Price;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunViewTest {

    private static final JobState SEARCHING = new JobState.Discovering(Work.NONE, new JobState.Asking(1, 0));
    private static final JobState DRAINED = new JobState.Drained(Work.NONE);
    private static final Orchestrator ORCHESTRATOR =
            new Orchestrator(EthAddress.ZERO, URI.create("https://alder.test:8935"));
    private static final Outcome FAILED = new Outcome.Failed(0, Reason.UNPAID, List.of());

    private final RunView view = new RunView(new BatchJobOrder(
            "job",
            BatchJobOrder.Door.BUILT_IN,
            "text-to-image",
            "model",
            "",
            BatchJobOrder.Delivery.KEPT,
            Optional.empty(),
            Path.of("job")));

    private static JobState working(int session) {
        return new JobState.SessionEstablished(Work.NONE, new Session(session, ORCHESTRATOR, Price.FREE, 1));
    }

    @Test
    void saysWhyTheJobWentLookingBeforeWhatTheSearchFound() {
        view.state(working(1));
        view.trouble("alder was not paid");
        view.state(SEARCHING);
        view.trouble("birch is full");

        view.ended(FAILED);

        assertThat(view.problem()).contains("alder was not paid; and then: birch is full");
        assertThat(view.failure()).contains(Reason.UNPAID);
    }

    @Test
    void saysOneThingOnce() {
        view.state(SEARCHING);
        view.trouble("birch is full");

        view.ended(FAILED);

        assertThat(view.problem()).contains("birch is full");
    }

    @Test
    void forgetsWhatSomebodyElseMadeGood() {
        view.state(working(1));
        view.trouble("alder was not paid");
        view.state(SEARCHING);
        view.state(working(2));

        view.ended(FAILED);

        assertThat(view.problem()).isEmpty();
    }

    @Test
    void keepsTheFirstProblemOfAll() {
        view.problem("the source could not be read");
        view.trouble("birch is full");

        view.ended(FAILED);

        assertThat(view.problem()).contains("the source could not be read");
    }

    @Test
    void namesAnObstacleOnlyWhileNobodyWorks() {
        view.state(SEARCHING);
        view.trouble("birch is full");
        assertThat(view.obstacle()).contains("birch is full");

        view.state(working(1));
        assertThat(view.obstacle()).isEmpty();

        view.waiting("3 wei are missing");
        assertThat(view.obstacle()).isEmpty();
        view.state(DRAINED);
        assertThat(view.obstacle()).contains("3 wei are missing");
    }

    @Test
    void isOverOnlyWhenItIsSaidToBe() throws InterruptedException {
        view.state(new JobState.Completed(new Outcome.Completed(3)));
        assertThat(view.state()).isEqualTo("Idle");
        assertThat(view.awaitEnd(0, TimeUnit.NANOSECONDS)).isFalse();

        view.ended(new Outcome.Completed(3));

        assertThat(view.state()).isEqualTo("Completed");
        assertThat(view.awaitEnd(0, TimeUnit.NANOSECONDS)).isTrue();
        assertThat(view.failure()).isEmpty();
    }
}
