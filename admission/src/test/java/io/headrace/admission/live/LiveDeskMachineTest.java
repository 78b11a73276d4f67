package io.headrace.admission.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.machine.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveDeskMachineTest {

    private static final LiveRequest A = LiveRequests.of("a");
    private static final LiveRequest B = LiveRequests.of("b", LiveRequests.BOB, Metering.CLOCK);
    private static final LiveRequest C = LiveRequests.of("c");
    private static final LiveRequest D = LiveRequests.of("d");

    private final LiveLimits limits = LiveLimits.DEFAULT.withSessions(3, 2);
    private final LiveDeskMachine machine = new LiveDeskMachine(limits);
    private final Set<String> visited = new TreeSet<>();
    private LiveDesk desk = LiveDesk.open();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void givesAPlaceBeforeItLooksAtThePayment() {
        assertThat(request(A, 1))
                .containsExactly(new LiveEffect.Admit(A), new LiveEffect.WaitAtMost(A.session(), limits.startTime()));
        assertThat(desk.inUse()).containsExactly(Map.entry(LiveRequests.MODEL, 1));
    }

    @Test
    void refusesWhenAllRunnersOfTheModelAreTaken() {
        request(A, 1);

        assertThat(refusal(B, 1)).isEqualTo(new LiveRefusal.NoneFree(LiveRequests.MODEL, 1, 1));
        assertThat(refusal(LiveRequests.of("e", LiveRequests.BOB, "other", Metering.FLOW), 0)
                        .sentence())
                .isEqualTo("insufficient capacity: 0 of 0 places for other are taken");
    }

    @Test
    void countsEachModelForItself() {
        request(A, 1);

        assertThat(request(LiveRequests.of("e", LiveRequests.BOB, "other", Metering.FLOW), 1))
                .hasAtLeastOneElementOfType(LiveEffect.Admit.class);
    }

    @Test
    void refusesTheThirdSessionOfASender() {
        request(A, 9);
        request(C, 9);

        assertThat(refusal(D, 9)).isEqualTo(new LiveRefusal.TooManyOfSender(2, 2));
    }

    @Test
    void doesNotTellSendersApartOffChain() {
        for (var name : List.of("a", "b", "c")) {
            assertThat(request(LiveRequests.of(name, EthAddress.ZERO, Metering.FLOW), 9))
                    .hasAtLeastOneElementOfType(LiveEffect.Admit.class);
        }
    }

    @Test
    void refusesWhenAsManySessionsAreOpenAsMayBe() {
        request(A, 9);
        request(B, 9);
        request(C, 9);

        assertThat(refusal(LiveRequests.of("x", LiveRequests.BOB, Metering.FLOW), 9))
                .isEqualTo(new LiveRefusal.Capped(3, 3));
    }

    @Test
    void holdsThePlaceUntilTheRunnerHasStoppedAndTheChannelsAreClosed() {
        serve(A);
        moves(A, new LiveEvent.InputClosed());
        assertThat(refusal(B, 1)).isInstanceOf(LiveRefusal.NoneFree.class);

        moves(A, new LiveEvent.ChannelsDue());
        assertThat(refusal(B, 1)).isInstanceOf(LiveRefusal.NoneFree.class);

        moves(A, new LiveEvent.RunnerEnded(new LiveWorkshop.Ending.Finished()));
        assertThat(request(B, 1)).hasAtLeastOneElementOfType(LiveEffect.Admit.class);
    }

    @Test
    void chargesTheFlowSinceTheLastLook() {
        serve(A);

        assertThat(looks(A, 500, new Flow(10, 1_000))).contains(new LiveEffect.Charge(A, 1_000));
        assertThat(looks(A, 500, new Flow(20, 1_700))).contains(new LiveEffect.Charge(A, 700));
        assertThat(looks(A, 500, new Flow(20, 1_700))).noneMatch(LiveEffect.Charge.class::isInstance);
    }

    @Test
    void chargesEachPeriodByTheClockInAdvanceWhileInputComes() {
        serve(B);
        long period = 5 * LiveLimits.CLOCK_PIXELS_PER_SECOND;

        assertThat(looks(B, 500, Flow.NONE)).noneMatch(LiveEffect.Charge.class::isInstance);
        assertThat(looks(B, 500, new Flow(10, 5))).contains(new LiveEffect.Charge(B, period));
        assertThat(looks(B, 4_500, new Flow(20, 9))).noneMatch(LiveEffect.Charge.class::isInstance);
        assertThat(looks(B, 500, new Flow(30, 12))).contains(new LiveEffect.Charge(B, period));
        assertThat(looks(B, 20_000, new Flow(30, 12))).noneMatch(LiveEffect.Charge.class::isInstance);
        assertThat(looks(B, 500, new Flow(40, 15))).contains(new LiveEffect.Charge(B, period));
    }

    @Test
    void endsASessionThatIsNotCoveredAndSaysWhyBeforeItClosesTheChannels() {
        serve(A);
        var unpaid = new LiveEnd.Unpaid("needed 5, has 3");

        looks(A, 500, new Flow(10, 5));
        moves(A, new LiveEvent.FoundUncovered(5, "needed 5, has 3"));
        looks(A, 500, new Flow(10, 5));
        moves(A, new LiveEvent.FoundUncovered(5, "needed 5, has 3"));
        looks(A, 500, new Flow(10, 5));
        assertThat(moves(A, new LiveEvent.FoundUncovered(5, "needed 5, has 3")))
                .containsExactly(
                        new LiveEffect.StopRunner(A.session()),
                        new LiveEffect.TellEnd(A.session(), unpaid),
                        new LiveEffect.CloseChannelsAfter(A.session(), Duration.ofSeconds(2)));
        assertThat(unpaid.code()).isEqualTo("insufficient-balance");
        assertThat(looks(A, 500, new Flow(99, 99))).isEmpty();
    }

    @Test
    void chargesWhatWasNotCoveredAgainAndForgivesAPaymentThatWasLate() {
        serve(A);
        looks(A, 500, new Flow(10, 100));

        assertThat(moves(A, new LiveEvent.FoundUncovered(100, "no"))).isEmpty();
        assertThat(looks(A, 500, new Flow(20, 130))).contains(new LiveEffect.Charge(A, 130));
        looks(A, 500, new Flow(30, 160));
        looks(A, 60, new Flow(40, 190));
        assertThat(moves(A, new LiveEvent.FoundUncovered(30, "no"))).isEmpty();
    }

    @Test
    void tellsNothingToAGatewayThatLeft() {
        serve(A);

        assertThat(moves(A, new LiveEvent.InputClosed()))
                .containsExactly(
                        new LiveEffect.StopRunner(A.session()),
                        new LiveEffect.CloseChannelsAfter(A.session(), Duration.ZERO));
    }

    @Test
    void letsAStandbyWaitAsLongAsItsGatewaySaysAWordNowAndThen() {
        serve(A);
        for (int word = 1; word <= 100; word++) {
            assertThat(looks(A, 59_500, Flow.NONE.withWords(word))).noneMatch(LiveEffect.TellEnd.class::isInstance);
        }
        assertThat(looks(A, 60_000, Flow.NONE.withWords(100)))
                .contains(new LiveEffect.TellEnd(A.session(), new LiveEnd.InputIdle(Duration.ofSeconds(60))));
    }

    @Test
    void endsASessionWhoseGatewayFellSilent() {
        serve(A);
        looks(A, 500, new Flow(10, 10));

        assertThat(looks(A, 59_500, new Flow(10, 10))).noneMatch(LiveEffect.TellEnd.class::isInstance);
        assertThat(looks(A, 500, new Flow(10, 10)))
                .contains(new LiveEffect.TellEnd(A.session(), new LiveEnd.InputIdle(Duration.ofSeconds(60))));
    }

    @Test
    void letsAnExistingGatewayWaitForAMinuteAlone() {
        serve(B);

        assertThat(looks(B, 60_000, Flow.NONE))
                .contains(new LiveEffect.TellEnd(B.session(), new LiveEnd.InputIdle(Duration.ofSeconds(60))));
    }

    @Test
    void tellsOpenSessionsThatItLeavesAndEndsThemAfterItsPatience() {
        serve(A);
        request(B, 9);
        request(C, 9);
        moves(C, new LiveEvent.PaymentAccepted());

        assertThat(happens(new LiveDeskEvent.DrainRequested(Duration.ofSeconds(30))))
                .containsExactly(
                        new LiveEffect.TellDrain(A.session(), Duration.ofSeconds(30)),
                        new LiveEffect.TellDrain(C.session(), Duration.ofSeconds(30)),
                        new LiveEffect.EndPatienceAfter(Duration.ofSeconds(30)));
        assertThat(refusal(C, 9)).isEqualTo(new LiveRefusal.Draining());
        assertThat(happens(new LiveDeskEvent.DrainPatienceEnded()))
                .contains(
                        new LiveEffect.TellEnd(A.session(), new LiveEnd.Drained()),
                        new LiveEffect.AnswerFailed(B.session(), new LiveEnd.Drained()));

        moves(C, new LiveEvent.RunnerEnded(new LiveWorkshop.Ending.Finished()));
        moves(A, new LiveEvent.ChannelsDue());
        assertThat(moves(A, new LiveEvent.RunnerEnded(new LiveWorkshop.Ending.Finished())))
                .last()
                .isEqualTo(new LiveEffect.ReportDrained());
        assertThat(desk.mode()).isEqualTo(LiveDesk.Mode.DRAINED);
    }

    @Test
    void ignoresWhatComesAfterTheEnd() {
        request(A, 1);
        moves(A, new LiveEvent.PaymentRefused("Insufficient balance"));

        assertThat(moves(A, new LiveEvent.PaymentAccepted())).isEmpty();
        assertThat(moves(A, new LiveEvent.Overdue())).isEmpty();
    }

    @Test
    void takesWhatCannotBeForABug() {
        request(A, 1);

        assertThatThrownBy(() -> moves(A, new LiveEvent.RunnerTook()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Reserved")
                .hasMessageContaining("RunnerTook");
    }

    @Test
    void visitsEveryTransition() {
        var failed = new LiveEvent.RunnerEnded(new LiveWorkshop.Ending.Failed("no"));
        var leaving = List.of(
                new LiveEvent.Abandoned(),
                new LiveEvent.Overdue(),
                new LiveEvent.StoppedByOperator(),
                new LiveEvent.PatienceEnded());
        for (var event : leaving) {
            walk(event);
            walk(new LiveEvent.PaymentAccepted(), event, new LiveEvent.ChannelsLacking(7));
        }
        walk(new LiveEvent.PaymentRefused("no"));
        walk(new LiveEvent.PaymentAccepted(), new LiveEvent.ChannelsLacking(7));
        walk(new LiveEvent.PaymentAccepted(), failed);
        walk(new LiveEvent.PaymentAccepted(), new LiveEvent.InputClosed(), failed);
        for (var end : List.of(
                new LiveEvent.InputClosed(),
                new LiveEvent.Abandoned(),
                new LiveEvent.StoppedByOperator(),
                new LiveEvent.PatienceEnded())) {
            walk(
                    new LiveEvent.PaymentAccepted(),
                    new LiveEvent.RunnerTook(),
                    new LiveEvent.Metered(new Flow(1, 1)),
                    end,
                    new LiveEvent.ChannelsDue(),
                    failed);
        }
        walk(new LiveEvent.PaymentAccepted(), new LiveEvent.RunnerTook(), failed, new LiveEvent.ChannelsDue());
        walk(
                new LiveEvent.PaymentAccepted(),
                new LiveEvent.RunnerTook(),
                new LiveEvent.StoppedByOperator(),
                failed,
                new LiveEvent.ChannelsDue());
        serve(A);
        moves(A, new LiveEvent.FoundUncovered(1, "no"));
        looks(A, 1_000, Flow.NONE);
        moves(A, new LiveEvent.FoundUncovered(1, "no"));
        serve(B);
        looks(B, 600_000, Flow.NONE);

        assertThat(visited).isEqualTo(documented());
        assertThat(desk.sessions()).hasSize(2);
    }

    private static Set<String> documented() {
        return LiveDeskMachine.SESSION_TRANSITIONS
                .lines()
                .map(line -> Arrays.stream(line.split(" +")).limit(3).collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void walk(LiveEvent... events) {
        request(A, 1);
        for (var event : events) {
            moves(A, event);
        }
        assertThat(desk.sessions()).as("after %s", List.of(events)).isEmpty();
    }

    private void serve(LiveRequest request) {
        request(request, 9);
        moves(request, new LiveEvent.PaymentAccepted());
        assertThat(moves(request, new LiveEvent.RunnerTook()))
                .contains(new LiveEffect.AnswerStarted(request.session()));
    }

    private List<LiveEffect> looks(LiveRequest request, long afterMillis, Flow flow) {
        now = now.plusMillis(afterMillis);
        return moves(request, new LiveEvent.Metered(flow));
    }

    private List<LiveEffect> request(LiveRequest request, int capacity) {
        var effects = happens(new LiveDeskEvent.SessionRequested(request, capacity));
        if (desk.session(request.session()).isPresent()) {
            visited.add("none SessionRequested " + name(request));
        }
        return effects;
    }

    private LiveRefusal refusal(LiveRequest request, int capacity) {
        var effects = request(request, capacity);
        assertThat(effects).hasSize(1).first().isInstanceOf(LiveEffect.Refuse.class);
        return ((LiveEffect.Refuse) effects.getFirst()).refusal();
    }

    private List<LiveEffect> moves(LiveRequest request, LiveEvent event) {
        var from = name(request);
        var effects = happens(new LiveDeskEvent.SessionMoved(request.session(), event));
        boolean late = from.equals("none");
        boolean unmoved = from.equals(name(request)) && effects.isEmpty() && !changes(from, event);
        if (!late && !unmoved) {
            visited.add(from + " " + event.getClass().getSimpleName() + " " + name(request));
        }
        return effects;
    }

    /** The end of the runner changes an ending session though it is still one, and so does debt a serving one. */
    private static boolean changes(String from, LiveEvent event) {
        return (from.equals("Ending") && event instanceof LiveEvent.RunnerEnded)
                || (from.equals("Serving") && event instanceof LiveEvent.FoundUncovered);
    }

    private String name(LiveRequest request) {
        return desk.session(request.session())
                .map(session -> session.getClass().getSimpleName())
                .orElse("none");
    }

    private List<LiveEffect> happens(LiveDeskEvent event) {
        var step = machine.step(desk, event, new Moment(now, new SplittableRandom(1)));
        desk = step.state();
        return step.effects();
    }
}
