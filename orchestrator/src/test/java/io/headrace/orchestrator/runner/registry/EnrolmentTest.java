package io.headrace.orchestrator.runner.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.PipelineRegistry;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of those who come in, and of what they had before. */
class EnrolmentTest {

    private static final URI URL = URI.create("http://127.0.0.1:8300");
    private static final ResolvedUri ADDRESS = new ResolvedUri(URL, InetAddress.getLoopbackAddress());
    private static final Watch.Polls POLLED = new Watch.Polls(ADDRESS, 200);

    private static Candidate candidate(String id, String more, Optional<Watch.Polls> polls) throws Exception {
        return new Candidate(
                RunnerIdentity.draw(id, SecretSource.system()),
                RunnerHeartbeat.decode(RunnerStage.card(URL.toString(), more)),
                ADDRESS,
                polls);
    }

    private static Runners enrolled(Runners runners, Candidate candidate) {
        return ((Enrolment.Enrolled) Enrolment.of(runners, candidate, Instant.EPOCH)).runners();
    }

    @Test
    void isAsReadyAsItSaysWhenItSendsHeartbeats() throws Exception {
        var ready = enrolled(Runners.NONE, candidate("r", "", Optional.empty()));
        var loading = enrolled(ready, candidate("r", ",\"status\":\"loading\"", Optional.empty()));

        assertThat(ready.offered()).hasSize(1);
        assertThat(loading.offered()).isEmpty();
    }

    @Test
    void isNotBelievedToBeReadyWhenItIsPolled() throws Exception {
        var runners = enrolled(Runners.NONE, candidate("r", "", Optional.of(POLLED)));

        assertThat(runners.offered()).isEmpty();
        assertThat(runners.find("r")).get().extracting(Runner::isStatic).isEqualTo(true);
    }

    @Test
    void keepsHealthGenerationAndSessionsOfOneThatIsNamedAgain() throws Exception {
        var named = enrolled(Runners.NONE, candidate("r", "", Optional.of(POLLED)));
        var runner = named.find("r").orElseThrow();
        var seen = named.with(named.registry().after(runner.offeringId(), new Health.Report.Answered()))
                .with(runner.with("a"));

        var again = enrolled(seen, candidate("r", ",\"version\":\"2\"", Optional.of(POLLED)));

        var renewed = again.find("r").orElseThrow();
        assertThat(again.isOffered(renewed)).isTrue();
        assertThat(renewed.generation()).isEqualTo(runner.generation());
        assertThat(renewed.sessions()).isEqualTo(List.of("a"));
        assertThat(renewed.card().version()).isEqualTo("2");
    }

    @Test
    void countsWhoComesBackAsAnother() throws Exception {
        var first = enrolled(Runners.NONE, candidate("r", "", Optional.empty()));
        var runner = first.find("r").orElseThrow();

        var second = enrolled(first.without(runner), candidate("r", "", Optional.empty()));

        assertThat(second.find("r", runner.generation())).isEmpty();
        assertThat(second.find("r", runner.generation() + 1)).isPresent();
    }

    @Test
    void offersTheVersionThatTheRunnerNames() throws Exception {
        var runners = enrolled(Runners.NONE, candidate("r", ",\"version\":\"1.2.3\"", Optional.empty()));

        assertThat(runners.offerings().getFirst().models().values())
                .allSatisfy(model -> assertThat(model.runnerVersion()).isEqualTo("1.2.3"));
    }

    @Test
    void offersOnlyTheRoomThatIsLeft() throws Exception {
        var runners = enrolled(Runners.NONE, candidate("r", "", Optional.empty()));
        var busy = runners.with(runners.find("r").orElseThrow().with("a"));

        assertThat(busy.offerings().getFirst().free()).isEqualTo(1);
    }

    @Test
    void refusesMoreThanARegistryHolds() throws Exception {
        var runners = Runners.NONE;
        for (int i = 0; i < PipelineRegistry.MAX_OFFERINGS; i++) {
            runners = enrolled(runners, candidate("r" + i, "", Optional.empty()));
        }

        assertThat(Enrolment.of(runners, candidate("more", "", Optional.empty()), Instant.EPOCH))
                .isEqualTo(new Enrolment.Refused("1000 runners are registered, which is the most taken here"));
        assertThat(Enrolment.of(runners, candidate("r7", "", Optional.empty()), Instant.EPOCH))
                .as("who is in stays in")
                .isInstanceOf(Enrolment.Enrolled.class);
    }

    @Test
    void refusesAnotherKindOfWorkUnderANameThatIsTaken() throws Exception {
        var runners = enrolled(Runners.NONE, candidate("r", "", Optional.empty()));

        assertThat(Enrolment.of(runners, candidate("s", ",\"mode\":\"single-shot\"", Optional.empty()), Instant.EPOCH))
                .isEqualTo(new Enrolment.Refused("app demo/echo is another kind of work here"));
    }
}
