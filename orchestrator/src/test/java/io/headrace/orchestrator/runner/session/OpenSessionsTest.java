package io.headrace.orchestrator.runner.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.SimulatedHost;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.registration.RunnerNews;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.trickle.Channels;
import io.headrace.trickle.TrickleLimits;
import io.headrace.wire.runner.RunnerHeartbeat;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sessions are open, and which addresses lead to them. */
class OpenSessionsTest {

    private final Channels channels = Channels.silent(TrickleLimits.DEFAULT, () -> 0);
    private final OpenSessions sessions = new OpenSessions(
            new SimulatedHost(1),
            new RunnerNews(() -> channels, () -> RunnerStage.SERVICE_URI),
            new SessionChannels(() -> channels, () -> RunnerStage.SERVICE_URI, 1),
            new SessionLimits(1, 1, 2));
    private Runner runner;
    private Runner other;

    @BeforeEach
    void register() throws Exception {
        runner = named("r");
        other = named("q");
    }

    @AfterEach
    void close() {
        sessions.close();
        channels.close();
    }

    private static Runner named(String id) throws Exception {
        var url = URI.create("http://127.0.0.1:8300");
        return new Runner(
                RunnerIdentity.draw(id, SecretSource.system()),
                RunnerHeartbeat.decode(RunnerStage.card(url.toString(), "")),
                new ResolvedUri(url, InetAddress.getLoopbackAddress()),
                new Watch.Heartbeats(Instant.EPOCH),
                1,
                List.of());
    }

    private OpenSession open(Runner whose, String id) {
        return sessions.open(whose, id, SessionTab.free(new FreeOfCharge(), () -> 0));
    }

    @Test
    void areFoundWithTheirOwnRunnerOnly() {
        var session = open(runner, "s");

        assertThat(sessions.find(runner, "s")).contains(session);
        assertThat(sessions.find(other, "s")).isEmpty();
        assertThat(sessions.find(runner, "t")).isEmpty();
    }

    @Test
    void haveAsManyAddressesAsTheyMayHave() {
        var session = open(runner, "s");

        assertThat(sessions.lead("p1", session, runner.address())).isTrue();
        assertThat(sessions.lead("p2", session, runner.address())).isTrue();
        assertThat(sessions.lead("p3", session, runner.address())).isFalse();

        assertThat(sessions.lead("p4", open(other, "t"), other.address()))
                .as("each has its own")
                .isTrue();
    }

    @Test
    void takeTheirAddressesAlongWhenTheyEnd() {
        var session = open(runner, "s");
        sessions.lead("p1", session, runner.address());
        sessions.lead("q1", open(other, "t"), other.address());

        sessions.release(runner, "s", SessionEnd.STOPPED);

        assertThat(sessions.find(runner, "s")).isEmpty();
        assertThat(sessions.proxied("p1")).isEmpty();
        assertThat(sessions.proxied("q1")).isPresent();
        assertThat(sessions.lead("p2", session, runner.address()))
                .as("to a session that is over")
                .isFalse();
    }

    @Test
    void endOnceHoweverOftenItIsSaid() {
        open(runner, "s");
        sessions.release(runner, "s", SessionEnd.STOPPED);
        var again = open(runner, "s");

        sessions.release(runner, "t", SessionEnd.STOPPED);

        assertThat(sessions.find(runner, "s")).contains(again);
    }

    @Test
    void endAllTogetherWhenTheNodeStops() {
        var session = open(runner, "s");
        sessions.lead("p1", session, runner.address());

        sessions.close();

        assertThat(session.enter()).isEmpty();
        assertThat(sessions.find(runner, "s")).isEmpty();
        assertThat(sessions.proxied("p1")).isEmpty();
    }
}
