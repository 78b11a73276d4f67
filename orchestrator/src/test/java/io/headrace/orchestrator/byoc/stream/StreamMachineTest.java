package io.headrace.orchestrator.byoc.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StreamMachineTest {

    private static final Duration INTERVAL = Duration.ofSeconds(23);

    private final StreamConfig.Patience patience = StreamConfig.Patience.DEFAULT;
    private final StreamMachine machine = new StreamMachine(patience, INTERVAL);
    private StreamState state = new StreamState.Starting();
    private Instant now = Instant.EPOCH;

    private Step<StreamState, StreamEffect> after(StreamEvent event) {
        var step = machine.step(state, event, new Moment(now, new Random(1)));
        state = step.state();
        return step;
    }

    private Step<StreamState, StreamEffect> looks(Duration later, long byApp, long byGateway) {
        now = now.plus(later);
        return after(new StreamEvent.Looked(new Signs(byApp, byGateway, false, false, false)));
    }

    private void start() {
        after(new StreamEvent.AppStarted());
    }

    @Test
    void looksAndChargesFromTheApplicationsStartOn() {
        assertThat(after(new StreamEvent.AppStarted()).effects())
                .containsExactly(new StreamEffect.LookAfter(patience.look()), new StreamEffect.ChargeAfter(INTERVAL));
        assertThat(looks(Duration.ofSeconds(1), 1, 1).effects())
                .containsExactly(new StreamEffect.LookAfter(patience.look()));
        assertThat(after(new StreamEvent.Charged(true)).effects())
                .containsExactly(new StreamEffect.ChargeAfter(INTERVAL));
    }

    @Test
    void givesThePlaceBackWhenTheApplicationRefuses() {
        var end = new StreamEnd.NotStarted("busy");

        assertThat(after(new StreamEvent.AppRefused("busy")).effects()).containsExactly(new StreamEffect.Close(end));
        assertThat(machine.ended(state)).isTrue();
    }

    @Test
    void passesTheGatewaysWordsOnAndHoldsThePlaceUntilTheApplicationHasAnswered() {
        start();

        assertThat(after(new StreamEvent.StopAsked("enough")).effects())
                .containsExactly(new StreamEffect.StopApp("enough"));
        assertThat(after(new StreamEvent.Charged(false)).effects()).isEmpty();
        assertThat(after(new StreamEvent.AppStopped()).effects())
                .containsExactly(new StreamEffect.Close(new StreamEnd.Stopped()));
    }

    @Test
    void endsAStreamWhoseApplicationIsSilentAndSaysWhy() {
        start();
        looks(Duration.ofSeconds(29), 1, 29);
        looks(Duration.ofSeconds(29), 1, 58);
        var why = new StreamEnd.AppSilent(patience.app());

        assertThat(looks(Duration.ofSeconds(1), 1, 59).effects())
                .containsExactly(
                        new StreamEffect.TellGateway(why),
                        new StreamEffect.StopApp("{\"reason\":\"" + why.sentence() + "\"}"));
    }

    @Test
    void endsAStreamWhoseGatewayIsSilent() {
        start();
        looks(Duration.ofSeconds(29), 1, 0);
        looks(Duration.ofSeconds(29), 2, 0);
        looks(Duration.ofSeconds(2), 3, 0);

        assertThat(state).isEqualTo(new StreamState.Leaving(new StreamEnd.GatewayLeft("it said nothing for 60 s")));
    }

    @Test
    void endsAStreamAtTheSecondIntervalInARowThatIsNotCovered() {
        start();
        after(new StreamEvent.Charged(false));
        after(new StreamEvent.Charged(true));
        after(new StreamEvent.Charged(false));
        assertThat(state).isInstanceOf(StreamState.Running.class);

        after(new StreamEvent.Charged(false));

        assertThat(state).isEqualTo(new StreamState.Leaving(new StreamEnd.Unpaid(INTERVAL)));
    }

    @Test
    void endsAStreamOfWhichOneSideIsGone() {
        for (var signs : List.of(
                new Signs(9, 9, true, false, false),
                new Signs(9, 9, false, true, false),
                new Signs(9, 9, false, false, true))) {
            state = new StreamState.Starting();
            start();

            after(new StreamEvent.Looked(signs));

            assertThat(state).isInstanceOf(StreamState.Leaving.class);
        }
    }

    @Test
    void namesBothWhenSomethingImpossibleHappens() {
        assertThatThrownBy(() -> after(new StreamEvent.AppStopped()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AppStopped")
                .hasMessageContaining("Starting");
    }

    /** From every state every event: what the table says is what happens, and nothing else does. */
    @Test
    void movesAsItsTableSays() {
        var seen = new TreeSet<String>();
        var aDay = Duration.ofDays(1);
        var states = List.of(
                new StreamState.Starting(),
                new StreamState.Running(Signs.NONE, now, now, false),
                new StreamState.Running(Signs.NONE, now, now, true),
                new StreamState.Running(Signs.NONE, now.minus(aDay), now, false),
                new StreamState.Leaving(new StreamEnd.Stopped()));
        var events = List.of(
                new StreamEvent.AppStarted(),
                new StreamEvent.AppRefused("no"),
                new StreamEvent.Looked(Signs.NONE),
                new StreamEvent.Charged(false),
                new StreamEvent.Charged(true),
                new StreamEvent.StopAsked(""),
                new StreamEvent.GatewayLeft(),
                new StreamEvent.AppStopped(),
                new StreamEvent.NodeStopping());
        for (var from : states) {
            for (var event : events) {
                try {
                    var to = machine.step(from, event, new Moment(now, new Random(1)))
                            .state();
                    if (!to.equals(from)
                            || (event instanceof StreamEvent.Looked && !(from instanceof StreamState.Leaving))) {
                        seen.add(kind(from) + " " + kind(event) + " " + kind(to));
                    }
                } catch (IllegalStateException impossible) {
                    assertThat(impossible).hasMessageContaining("happened to a stream that is");
                }
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(StreamMachine.TRANSITIONS
                        .lines()
                        .map(line ->
                                String.join(" ", List.of(line.split("\\s+")).subList(0, 3)))
                        .toList());
    }

    private static String kind(Object value) {
        return value.getClass().getSimpleName();
    }
}
