package io.headrace.orchestrator.runner.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.trickle.Channels;
import io.headrace.trickle.TrickleLimits;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.runner.ChannelDocuments.Wanted;
import io.headrace.wire.runner.RunnerHeartbeat;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session has for as long as it lasts, and no longer. */
class OpenSessionTest {

    private static final int MOST_CALLS = 2;

    private final Channels channels = Channels.silent(TrickleLimits.DEFAULT, () -> 0);
    private final SessionChannels rooms = new SessionChannels(() -> channels, () -> RunnerStage.SERVICE_URI, 30);
    private OpenSession session;

    @BeforeEach
    void open() throws Exception {
        session = named("s");
    }

    @AfterEach
    void close() {
        channels.close();
    }

    private OpenSession named(String id) throws Exception {
        var url = URI.create("http://127.0.0.1:8300");
        var runner = new Runner(
                RunnerIdentity.draw("r", SecretSource.system()),
                RunnerHeartbeat.decode(RunnerStage.card(url.toString(), "")),
                new ResolvedUri(url, InetAddress.getLoopbackAddress()),
                new Watch.Heartbeats(Instant.EPOCH),
                1,
                List.of(id));
        return new OpenSession(runner, id, SessionTab.free(new FreeOfCharge(), () -> 0), rooms, MOST_CALLS);
    }

    private static List<Wanted> wanted(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(number -> new Wanted("c" + number, "video/MP2T"))
                .toList();
    }

    @Test
    void hasAsManyCallsAsItMayHave() {
        var first = session.enter().orElseThrow();
        assertThat(session.enter()).isPresent();

        assertThat(session.enter()).isEmpty();

        first.close();
        assertThat(session.enter()).isPresent();
    }

    @Test
    void givesAPlaceBackOnceHoweverOftenACallIsClosed() {
        var first = session.enter().orElseThrow();
        assertThat(session.enter()).isPresent();
        first.close();
        first.close();

        assertThat(session.enter()).isPresent();

        assertThat(session.enter()).isEmpty();
    }

    @Test
    void cutsItsCallsOffWhenItEndsAndLetsNobodyIn() {
        var cut = new ArrayList<String>();
        session.enter().orElseThrow().onCut(() -> cut.add("one"));
        var gone = session.enter().orElseThrow();
        gone.onCut(() -> cut.add("gone"));
        gone.close();

        session.close();
        session.close();

        assertThat(cut).containsExactly("one");
        assertThat(session.enter()).isEmpty();
    }

    @Test
    void cutsACallOffAtOnceThatBeganToListenTooLate() {
        var seat = session.enter().orElseThrow();
        session.close();
        var cut = new ArrayList<String>();

        seat.onCut(() -> cut.add("late"));

        assertThat(cut).containsExactly("late");
        assertThat(seat.isCut()).isTrue();
    }

    @Test
    void makesAChannelOnceAndNamesItAfterItself() {
        var made = (OpenSession.Making.Made) session.make(wanted(0, 1));

        assertThat(made.channels().getFirst().channel()).isEqualTo("s-c0");
        assertThat(made.channels().getFirst().url()).isEqualTo(RunnerStage.SERVICE_URI + "/ai/trickle/s-c0");
        assertThat(session.make(wanted(0, 1))).isEqualTo(made);
        assertThat(channels.all()).hasSize(1);
    }

    @Test
    void makesNoMoreChannelsThanOneMayHave() {
        session.make(wanted(0, ChannelDocuments.MAX_CHANNELS));

        assertThat(session.make(wanted(99, 100))).isEqualTo(new OpenSession.Making.TooMany());
        assertThat(session.make(wanted(3, 4))).as("one that is there").isInstanceOf(OpenSession.Making.Made.class);
    }

    @Test
    void makesNoMoreChannelsThanAllMayHaveUntilOthersAreGivenUp() throws Exception {
        session.make(wanted(0, 25));
        var other = named("t");

        assertThat(other.make(wanted(0, 5))).isInstanceOf(OpenSession.Making.Made.class);
        assertThat(other.make(wanted(5, 6))).isEqualTo(new OpenSession.Making.TooMany());

        session.unmake(List.of("c0", "c0"));
        assertThat(other.make(wanted(5, 6))).isInstanceOf(OpenSession.Making.Made.class);
        assertThat(other.make(wanted(6, 7)))
                .as("one was given up, although it was said twice")
                .isEqualTo(new OpenSession.Making.TooMany());
    }

    @Test
    void takesNoNameThatSomebodyElseHas() throws Exception {
        named("s").make(wanted(0, 1));

        assertThat(session.make(wanted(0, 1))).isEqualTo(new OpenSession.Making.TooMany());
        session.make(wanted(1, 2));
        session.close();
        assertThat(channels.all()).as("theirs stays").hasSize(1);
    }

    @Test
    void refusesANameThatIsTooLongForAChannel() {
        var name = "n".repeat(1_000);

        assertThat(session.make(List.of(new Wanted(name, "")))).isEqualTo(new OpenSession.Making.BadName(name));
    }

    @Test
    void takesAllOfSomeChannelsAwayOrNone() {
        session.make(wanted(0, 2));

        assertThat(session.unmake(List.of("c0", "nobody"))).isFalse();
        assertThat(channels.all()).hasSize(2);
        assertThat(session.unmake(List.of("c0", "c1"))).isTrue();
        assertThat(channels.all()).isEmpty();
    }

    @Test
    void leavesNoChannelBehindAndMakesNoneAfterwards() throws Exception {
        session.make(wanted(0, 25));

        session.close();

        assertThat(channels.all()).isEmpty();
        assertThat(session.make(wanted(0, 1))).isEqualTo(new OpenSession.Making.TooMany());
        assertThat(named("t").make(wanted(0, 25)))
                .as("their places are free")
                .isInstanceOf(OpenSession.Making.Made.class);
    }

    @Test
    void needsLimitsThatLetItWork() {
        assertThatThrownBy(() -> new SessionLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionLimits(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionLimits(1, 1, -1)).hasMessageContaining("-1 addresses");
    }
}
