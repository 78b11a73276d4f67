package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The output goes on from another session, over real HTTP. */
class TakeOverTest {

    private static final int FIRST = 1;
    private static final int SECOND = 2;

    private final FlowStage stage = new FlowStage();
    private final StreamFlow flow = stage.flow;
    private final Audience audience = stage.audience;

    @AfterEach
    void close() {
        stage.close();
    }

    private static List<Long> range(int from, int to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private Relay serving(Relay relay) {
        stage.with(relay);
        flow.attach(FIRST, relay.points(), Standing.SERVING);
        return relay;
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"WARM", "HOT"})
    void aPlannedOneLosesAndRepeatsNothing(Standing standing) throws Exception {
        var first = serving(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(first));
        var second = stage.with(Relay.ofOurs("b"));
        var successor = stage.with(EchoRunner.start(second));
        flow.attach(SECOND, second.points(), standing);
        stage.frames(0, 50);

        flow.takeOver(SECOND);
        stage.frames(50, 140);
        stage.untilShown(139);

        assertThat(audience.frames()).containsExactlyElementsOf(range(0, 140));
        assertThat(audience.served).containsExactly(FIRST, SECOND);
        assertThat(audience.failures).isEmpty();
        assertThat(successor.control)
                .hasSize(standing == Standing.WARM ? 2 : 1)
                .allMatch(said -> said.startsWith("{\"headrace\":{\"resume\":{\"after\":"));
        assertThat(flow.figures()).satisfies(figures -> {
            assertThat(figures.lost()).isZero();
            assertThat(figures.repeated()).isZero();
            assertThat(figures.takeOvers()).isOne();
        });
        audience.until(() -> !first.has(""));
    }

    @Test
    void anExistingPeerTakesOverAtItsNextKeyframeAndNothingIsLost() throws Exception {
        var first = serving(Relay.ofExistingPeer("a"));
        stage.with(EchoRunner.start(first));
        var second = stage.with(Relay.ofExistingPeer("b"));
        var successor = stage.with(EchoRunner.start(second));
        flow.attach(SECOND, second.points(), Standing.WARM);
        stage.frames(0, 50);

        flow.takeOver(SECOND);
        stage.frames(50, 240);
        stage.untilShown(239);

        assertThat(audience.frames()).containsExactlyElementsOf(range(0, 240));
        assertThat(audience.served).containsExactly(FIRST, SECOND);
        assertThat(successor.control).isEmpty();
    }

    @Test
    void aKilledOrchestratorIsReplacedByOneThatStoodByAndNothingIsLost() throws Exception {
        var first = serving(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(first));
        var second = stage.with(Relay.ofOurs("b"));
        stage.with(EchoRunner.start(second));
        flow.attach(SECOND, second.points(), Standing.WARM);
        audience.onFailure = _ -> flow.takeOver(SECOND);
        stage.frames(0, 50);
        stage.untilShown(49);

        first.die();
        stage.frames(50, 140);
        stage.untilShown(139);

        assertThat(audience.frames()).containsExactlyElementsOf(range(0, 140));
        assertThat(audience.failures).extracting(Audience.Failure::session).containsExactly(FIRST);
        assertThat(audience.failures.getFirst().why()).isIn(Failing.BROKEN, Failing.ENDED_BY_PEER);
        assertThat(flow.figures().lost()).isZero();
    }

    @Test
    void aStallIsFoundAndReplacedAndNothingIsLost() throws Exception {
        try (var watched =
                new FlowStage(FlowStage.limits(Duration.ofMillis(400), FlowLimits.DEFAULT.keepAlive(), 20))) {
            var first = watched.with(Relay.ofOurs("a"));
            var stalling = watched.with(EchoRunner.start(first));
            var second = watched.with(Relay.ofOurs("b"));
            watched.with(EchoRunner.start(second));
            watched.flow.attach(FIRST, first.points(), Standing.SERVING);
            watched.flow.attach(SECOND, second.points(), Standing.WARM);
            watched.audience.onFailure = failure -> {
                if (failure.session() == FIRST) {
                    watched.flow.takeOver(SECOND);
                }
            };
            watched.frames(0, 50);
            watched.untilShown(49);

            stalling.stall();
            watched.frames(50, 170);
            watched.untilShown(169);

            assertThat(watched.audience.failures.getFirst()).satisfies(failure -> {
                assertThat(failure.session()).isEqualTo(FIRST);
                assertThat(failure.why()).isEqualTo(Failing.STALLED);
                assertThat(failure.sentence()).contains("the limit is 400 ms");
            });
            assertThat(watched.audience.longestGap()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
            assertThat(watched.audience.frames()).containsExactlyElementsOf(range(0, 170));
        }
    }

    @Test
    void soundGoesOnOverAStall() throws Exception {
        var first = serving(Relay.ofOurs("a"));
        var stalling = stage.with(EchoRunner.start(first));
        stage.framesWithSound(0, 50);
        stage.untilShown(49);

        stalling.stall();
        stage.framesWithSound(50, 90);
        int late = (int) (SoundSplice.PATIENCE / Units.OPUS_FRAME);
        audience.until(() -> audience.sounds.size() >= 150 - late - 10);

        assertThat(audience.sounds)
                .extracting(sound -> sound.presentation().ticks() / Units.OPUS_FRAME)
                .containsExactlyElementsOf(range(0, audience.sounds.size()));
    }

    @Test
    void theOneThatIsLeftMayDieOnTheWay() throws Exception {
        var first = serving(Relay.ofOurs("a"));
        stage.with(EchoRunner.start(first));
        var second = stage.with(Relay.ofOurs("b"));
        stage.with(EchoRunner.start(second));
        flow.attach(SECOND, second.points(), Standing.HOT);
        stage.frames(0, 50);

        flow.takeOver(SECOND);
        first.die();
        stage.frames(50, 140);
        stage.untilShown(139);

        assertThat(audience.served).containsExactly(FIRST, SECOND);
        assertThat(audience.failures).isEmpty();
        assertThat(audience.frames()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPeerThatTakesNothingHoldsUpNobody() throws Exception {
        try (var strict = new FlowStage(FlowStage.limits(Duration.ofSeconds(15), FlowLimits.DEFAULT.keepAlive(), 3));
                var deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var first = strict.with(Relay.ofOurs("a"));
            strict.with(EchoRunner.start(first));
            strict.flow.attach(FIRST, first.points(), Standing.SERVING);
            var second = strict.with(Relay.ofOurs("b"));
            strict.flow.attach(SECOND, Deaf.instead(second.points(), deaf.getLocalPort()), Standing.HOT);

            strict.frames(0, 150);
            strict.untilShown(149);

            assertThat(strict.audience.frames()).containsExactlyElementsOf(range(0, 150));
            strict.audience.until(() -> !strict.audience.failures.isEmpty());
            assertThat(strict.audience.failures).singleElement().satisfies(failure -> {
                assertThat(failure.session()).isEqualTo(SECOND);
                assertThat(failure.why()).isEqualTo(Failing.TOO_SLOW);
                assertThat(failure.sentence()).contains("3 segments");
            });
        }
    }
}
