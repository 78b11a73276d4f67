package io.headrace.orchestrator.runner.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import io.headrace.pipeline.Health;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.text.UnreadableException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunnerMachineTest {

    private static final RunnerPace PACE = RunnerPace.DEFAULT;
    private static final Health.Report ANSWERED = new Health.Report.Answered();
    private static final Health.Report FAILED = new Health.Report.Failed("gone");
    private static final URI URL = URI.create("http://127.0.0.1:8300");

    private final RunnerMachine machine = new RunnerMachine(PACE);
    private final Set<Class<?>> visited = new HashSet<>();
    private Runners runners = Runners.NONE;
    private Instant now = Instant.EPOCH;

    private Step<Runners, RunnerEffect> after(RunnerEvent event) {
        var step = machine.step(runners, event, new Moment(now, new Random(1)));
        visited.add(event.getClass());
        runners = step.state();
        return step;
    }

    private static ResolvedUri address() {
        return new ResolvedUri(URL, InetAddress.getLoopbackAddress());
    }

    private static RunnerHeartbeat card(String more) {
        try {
            return RunnerHeartbeat.decode(RunnerStage.card(URL.toString(), more));
        } catch (UnreadableException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static Candidate candidate(String id, String more) {
        return new Candidate(RunnerIdentity.draw(id, SecretSource.system()), card(more), address(), Optional.empty());
    }

    private static Candidate named(String label) {
        return new Candidate(
                RunnerIdentity.draw(label, SecretSource.system()),
                card(",\"label\":\"" + label + "\""),
                address(),
                Optional.of(new Watch.Polls(address(), 200)));
    }

    private Outcome outcome(RunnerEvent event) {
        return after(event).effects().stream()
                .filter(RunnerEffect.Answer.class::isInstance)
                .map(RunnerEffect.Answer.class::cast)
                .map(RunnerEffect.Answer::outcome)
                .findFirst()
                .orElseThrow();
    }

    private Outcome register(String id, String more) {
        return outcome(new RunnerEvent.RegistrationAsked(1, candidate(id, more)));
    }

    private Outcome beat(String id, String more) {
        return outcome(new RunnerEvent.HeartbeatHeard(2, id, card(more), address()));
    }

    private Outcome reserve(String id, String session) {
        return outcome(new RunnerEvent.SessionAsked(3, id, session));
    }

    private Runner runner(String id) {
        return runners.find(id).orElseThrow();
    }

    @Test
    void offersARunnerFromItsFirstHeartbeatOn() {
        var step = after(new RunnerEvent.RegistrationAsked(1, candidate("r", "")));

        assertThat(step.effects())
                .hasAtLeastOneElementOfType(RunnerEffect.Welcome.class)
                .hasAtLeastOneElementOfType(RunnerEffect.Answer.class);
        assertThat(runners.offered()).containsExactly(runner("r"));
    }

    @Test
    void hidesOneThatIsNotReadyAndKeepsItsSessions() {
        register("r", "");
        reserve("r", "a");

        beat("r", ",\"status\":\"loading\"");

        assertThat(runners.offered()).isEmpty();
        assertThat(reserve("r", "b")).isEqualTo(new Outcome.NotReady());
        assertThat(runner("r").sessions()).containsExactly("a");
        beat("r", "");
        assertThat(reserve("r", "b")).isInstanceOf(Outcome.Reserved.class);
    }

    @Test
    void givesAsManyPlacesAsThereAre() {
        register("r", "");

        assertThat(reserve("r", "a")).isInstanceOf(Outcome.Reserved.class);
        assertThat(reserve("r", "a")).isEqualTo(new Outcome.SessionExists());
        assertThat(reserve("r", "b")).isInstanceOf(Outcome.Reserved.class);
        assertThat(reserve("r", "c")).isEqualTo(new Outcome.Full(2));
        assertThat(reserve("nobody", "c")).isEqualTo(new Outcome.Unknown());
    }

    @Test
    void givesASessionsNameToOneRunnerOnly() {
        register("r", "");
        register("s", "");
        reserve("r", "a");

        assertThat(reserve("s", "a")).isEqualTo(new Outcome.SessionExists());
    }

    @Test
    void freesAPlaceOnceHoweverOftenItIsSaid() {
        register("r", "");
        reserve("r", "a");
        var end = new RunnerEvent.SessionEnded("r", "a", SessionEnd.STOPPED);

        assertThat(after(end).effects()).singleElement().isInstanceOf(RunnerEffect.Release.class);
        assertThat(after(end).effects()).isEmpty();
        assertThat(after(new RunnerEvent.SessionEnded("s", "a", SessionEnd.STOPPED))
                        .effects())
                .isEmpty();
    }

    @Test
    void forgetsWhoWasSilentForTooLongWithAllItsSessions() {
        register("r", "");
        register("s", "");
        reserve("r", "a");
        reserve("r", "b");
        now = now.plus(PACE.timeToLive()).minusMillis(1);
        beat("s", "");
        assertThat(after(new RunnerEvent.TimePassed()).effects()).isEmpty();

        now = now.plusMillis(1);
        var step = after(new RunnerEvent.TimePassed());

        assertThat(step.effects())
                .filteredOn(RunnerEffect.Release.class::isInstance)
                .hasSize(2);
        assertThat(step.effects()).last().isInstanceOf(RunnerEffect.SeeOff.class);
        assertThat(runners.byId()).containsOnlyKeys("s");
        assertThat(beat("r", "")).isEqualTo(new Outcome.Unknown());
    }

    @Test
    void letsARunnerLeaveAndNoOther() {
        register("r", "");
        reserve("r", "a");

        var step = after(new RunnerEvent.DepartureAsked(4, "r"));

        assertThat(step.effects())
                .hasExactlyElementsOfTypes(
                        RunnerEffect.Release.class, RunnerEffect.SeeOff.class, RunnerEffect.Answer.class);
        assertThat(outcome(new RunnerEvent.DepartureAsked(5, "r"))).isEqualTo(new Outcome.Unknown());
    }

    @Test
    void pollsWhatTheOperatorNamedBeforeItIsOffered() {
        var step = after(new RunnerEvent.ListRead(1, List.of(named("one"))));

        assertThat(step.effects())
                .hasExactlyElementsOfTypes(
                        RunnerEffect.Welcome.class, RunnerEffect.Poll.class, RunnerEffect.Answer.class);
        assertThat(runners.offered()).isEmpty();
        assertThat(after(new RunnerEvent.Polled("one", 1, ANSWERED)).effects())
                .containsExactly(new RunnerEffect.Wake(PACE.poll(), new RunnerEvent.PollDue("one", 1)));
        assertThat(runners.offered()).hasSize(1);
        assertThat(after(new RunnerEvent.PollDue("one", 1)).effects()).hasOnlyElementsOfType(RunnerEffect.Poll.class);
        assertThat(after(new RunnerEvent.PollDue("one", 2)).effects()).isEmpty();
    }

    @Test
    void takesThreeBadPollsInARowToEndSessions() {
        after(new RunnerEvent.ListRead(1, List.of(named("one"))));
        after(new RunnerEvent.Polled("one", 1, ANSWERED));
        reserve("one", "a");

        for (int i = 1; i < Health.FAILURES_UNTIL_DOWN; i++) {
            after(new RunnerEvent.Polled("one", 1, FAILED));
            assertThat(runner("one").sessions()).containsExactly("a");
        }
        var step = after(new RunnerEvent.Polled("one", 1, FAILED));

        assertThat(step.effects()).hasExactlyElementsOfTypes(RunnerEffect.Release.class, RunnerEffect.Wake.class);
        assertThat(runner("one").sessions()).isEmpty();
        assertThat(runners.offered()).isEmpty();
    }

    @Test
    void replacesANamedRunnerByItsLabelAndKeepsTheOthers() {
        after(new RunnerEvent.ListRead(1, List.of(named("one"), named("two"))));
        after(new RunnerEvent.Polled("one", 1, ANSWERED));
        reserve("one", "a");
        var identity = runner("one").identity();

        var step = after(new RunnerEvent.ListRead(1, List.of(named("one"))));

        assertThat(step.effects()).hasOnlyElementsOfType(RunnerEffect.Answer.class);
        assertThat(runner("one").identity()).isEqualTo(identity);
        assertThat(runner("one").sessions()).containsExactly("a");
        assertThat(runners.isOffered(runner("one"))).isTrue();
        assertThat(runners.byId()).containsOnlyKeys("one", "two");
    }

    @Test
    void takesAllOfAListOrNothing() {
        register("taken", "");
        var before = runners;

        assertThat(outcome(new RunnerEvent.ListRead(1, List.of(named("one"), named("taken")))))
                .isInstanceOf(Outcome.Refused.class);

        assertThat(runners).isEqualTo(before);
    }

    @Test
    void leavesNamedRunnersToTheOperator() {
        after(new RunnerEvent.ListRead(1, List.of(named("one"))));

        assertThat(beat("one", "")).isEqualTo(new Outcome.Unknown());
        assertThat(outcome(new RunnerEvent.DepartureAsked(1, "one"))).isEqualTo(new Outcome.Unknown());
        now = now.plus(Duration.ofDays(1));
        assertThat(after(new RunnerEvent.TimePassed()).effects()).isEmpty();
    }

    @Test
    void refusesWhatTheRegistryRefuses() {
        register("r", "");

        assertThat(register("r", "")).isInstanceOf(Outcome.Refused.class);
        assertThat(register("s", ",\"mode\":\"single-shot\"")).isInstanceOf(Outcome.Refused.class);
        assertThat(beat("r", ",\"app\":\"text-to-image\"")).isInstanceOf(Outcome.Refused.class);
        assertThat(runners.byId()).containsOnlyKeys("r");
    }

    @Test
    void aThousandRandomEventsLoseNoPlaceAndGiveNoneTwice() {
        var random = new Random(7);
        var held = new HashSet<String>();
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(4_000));
            var id = "r" + random.nextInt(3);
            var session = "s" + random.nextInt(8);
            var step = after(
                    switch (random.nextInt(9)) {
                        case 0 -> new RunnerEvent.RegistrationAsked(i, candidate(id, ""));
                        case 1, 2 -> new RunnerEvent.HeartbeatHeard(i, id, card(""), address());
                        case 3 -> new RunnerEvent.ListRead(i, List.of(named("r2")));
                        case 4 ->
                            new RunnerEvent.Polled(
                                    "r2", 1 + random.nextInt(9), random.nextBoolean() ? ANSWERED : FAILED);
                        case 5, 6 -> new RunnerEvent.SessionAsked(i, id, session);
                        case 7 -> new RunnerEvent.SessionEnded(id, session, SessionEnd.STOPPED);
                        default ->
                            random.nextInt(5) == 0
                                    ? new RunnerEvent.DepartureAsked(i, id)
                                    : new RunnerEvent.TimePassed();
                    });
            for (var effect : step.effects()) {
                if (effect instanceof RunnerEffect.Release(var _, var released, var _)) {
                    assertThat(held.remove(released))
                            .as("released, and was held")
                            .isTrue();
                }
                if (effect instanceof RunnerEffect.Answer(var _, Outcome.Reserved(var _, var reserved))) {
                    assertThat(held.add(reserved)).as("held by nobody else").isTrue();
                }
            }
            assertThat(runners.byId().values().stream().flatMap(runner -> runner.sessions().stream()))
                    .containsExactlyInAnyOrderElementsOf(held);
            assertThat(runners.byId().values())
                    .allMatch(runner -> runner.sessions().size() <= 2);
        }
        after(new RunnerEvent.PollDue("r2", 1));
        assertThat(visited).containsExactlyInAnyOrder(RunnerEvent.class.getPermittedSubclasses());
    }
}
