package io.headrace.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnitMachineTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final UnitRequest REQUEST = Requests.unit("s", 1);
    private static final UnitId UNIT = REQUEST.unit();
    private static final WorkOrder ORDER = Requests.order(REQUEST);

    private static final UnitState ADMITTED = new UnitState.Admitted(REQUEST, START);
    private static final UnitState COVERED = new UnitState.Covered(REQUEST, START, Requests.COVER);
    private static final UnitState WAITING = new UnitState.Waiting(REQUEST, START, Requests.COVER, ORDER);
    private static final UnitState WORKING = new UnitState.Working(REQUEST, START, Requests.COVER, ORDER, 1);
    private static final UnitState SECOND = new UnitState.Working(REQUEST, START, Requests.COVER, ORDER, 2);

    private final UnitMachine machine = new UnitMachine(AdmissionLimits.DEFAULT);
    private final Set<String> visited = new LinkedHashSet<>();

    @Test
    void visitsExactlyTheTransitionsOfItsTable() {
        after(Duration.ofSeconds(1), ADMITTED, new UnitEvent.PaymentAccepted(Requests.COVER));
        after(Duration.ofSeconds(1), ADMITTED, new UnitEvent.PaymentRefused("Insufficient balance"));
        after(Duration.ofSeconds(1), COVERED, new UnitEvent.SourceArrived(ORDER));
        after(Duration.ofSeconds(1), WAITING, new UnitEvent.TurnCame());
        after(Duration.ofSeconds(1), WAITING, new UnitEvent.WorkersGone());
        after(Duration.ofSeconds(1), WORKING, new UnitEvent.WorkEnded(1, Requests.done(9)));
        after(Duration.ofSeconds(1), WORKING, new UnitEvent.WorkEnded(1, Requests.died()));
        after(Duration.ofSeconds(1), SECOND, new UnitEvent.WorkEnded(2, Requests.died()));
        for (var state : List.of(ADMITTED, COVERED, WAITING)) {
            after(Duration.ofSeconds(1), state, new UnitEvent.Abandoned("gone"));
            after(Duration.ofSeconds(7), state, new UnitEvent.Overdue());
        }
        after(Duration.ofSeconds(7), WORKING, new UnitEvent.Overdue());

        assertThat(new TreeSet<>(visited)).isEqualTo(table());
    }

    private static Set<String> table() {
        return UnitMachine.TRANSITIONS
                .lines()
                .map(line -> Arrays.stream(line.split(" +", 4)).limit(3).collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void chargesForWhatWasEncodedWhenItFinishes() {
        var step = after(Duration.ofSeconds(1), WORKING, new UnitEvent.WorkEnded(1, Requests.done(3_456_000)));

        assertThat(step.effects())
                .containsExactly(
                        new UnitEffect.Settle(REQUEST, Requests.COVER, new io.headrace.media.PixelCount(3_456_000)),
                        new UnitEffect.Answer(UNIT, step.state()));
    }

    @Test
    void givesADeadWorkersUnitToAnotherWithTheTimeThatIsLeft() {
        var step = after(Duration.ofSeconds(2), WORKING, new UnitEvent.WorkEnded(1, Requests.died()));

        assertThat(step.effects())
                .containsExactly(new UnitEffect.Dispatch(UNIT, ORDER.within(Duration.ofSeconds(5)), 2));
    }

    @Test
    void triesNoThirdWorker() {
        var step = after(Duration.ofSeconds(2), SECOND, new UnitEvent.WorkEnded(2, Requests.died()));

        assertThat(((UnitState.Failed) step.state()).failure())
                .isEqualTo(new Failure.WorkerLost(Requests.WORKER, 2, "killed"));
        assertThat(step.effects()).contains(new UnitEffect.Release(REQUEST, Requests.COVER));
    }

    @Test
    void triesNoSecondWorkerWhenTooLittleTimeIsLeft() {
        var step = after(Duration.ofMillis(6_501), WORKING, new UnitEvent.WorkEnded(1, Requests.died()));

        assertThat(((UnitState.Failed) step.state()).failure().text()).isEqualTo("TranscoderStopped");
    }

    @Test
    void passesTheNetworksTextOnWhenTheWorkIsImpossible() {
        var outcome = new Outcome.Impossible(Requests.WORKER, "TranscoderInvalidVideo");
        var step = after(Duration.ofSeconds(1), WORKING, new UnitEvent.WorkEnded(1, outcome));

        assertThat(((UnitState.Failed) step.state()).failure().text()).isEqualTo("TranscoderInvalidVideo");
        assertThat(step.effects()).contains(new UnitEffect.Release(REQUEST, Requests.COVER));
    }

    @Test
    void stopsTheWorkThatTookTooLong() {
        var step = after(Duration.ofSeconds(7), WORKING, new UnitEvent.Overdue());

        assertThat(step.effects()).first().isEqualTo(new UnitEffect.CancelWork(UNIT, 1));
        assertThat(((UnitState.Failed) step.state()).failure().text()).isEqualTo("Remote transcoder took too long");
    }

    @Test
    void ignoresTheFirstWorkerOnceTheSecondHasTheUnit() {
        var step = after(Duration.ofSeconds(3), SECOND, new UnitEvent.WorkEnded(1, Requests.done(1)));

        assertThat(step).isEqualTo(Step.to(SECOND));
    }

    @Test
    void finishesWhatIsAtWorkThoughItsSenderLeft() {
        var step = after(Duration.ofSeconds(3), WORKING, new UnitEvent.Abandoned("connection closed"));

        assertThat(step).isEqualTo(Step.to(WORKING));
    }

    @Test
    void stopsAtAnImpossibleEvent() {
        assertThatThrownBy(() -> after(Duration.ZERO, WORKING, new UnitEvent.PaymentAccepted(Requests.COVER)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Working")
                .hasMessageContaining("PaymentAccepted");
    }

    private Step<UnitState, UnitEffect> after(Duration passed, UnitState state, UnitEvent event) {
        var step = machine.step(state, event, new Moment(START.plus(passed), new SplittableRandom(1)));
        visited.add(String.join(" ", name(state), name(event), name(step.state())));
        return step;
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
