package io.headrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.FakeSeller;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An orchestrator is taken out of service while it works for us. */
class DrainingOrchestratorTest {

    private static final int SEGMENTS = 9;

    /** As many as the fixture has under way in a session. */
    private static final int AT_ONCE = 4;

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.free();
    private final FakeSeller alder = peer.seller("alder");
    private final FakeSeller birch = peer.seller("birch");
    private GatewayFixture node;

    @BeforeEach
    void start() {
        node = GatewayFixture.free(folder, peer, SEGMENTS);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void endsTheSessionAndLetsUnitsUnderWayReturn() throws Exception {
        saysGoodbyeWithAllUnderWay();

        assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

        assertThat(alder.calls()).hasSize(AT_ONCE);
        assertThat(birch.calls()).hasSize(SEGMENTS - AT_ONCE);
    }

    @Test
    void saysItOnce() throws Exception {
        saysGoodbyeWithAllUnderWay();

        node.runOne();

        assertThat(moves("SessionEnded"))
                .extracting(Fact.Moved::from, Fact.Moved::to, Fact.Moved::reason)
                .containsExactly(
                        tuple("SessionEstablished", "SwapOrchestrator", Reason.SESSION_ENDED),
                        tuple("SwapOrchestrator", "Discovering", Reason.AS_PLANNED));
    }

    /** The results bring newer tokens; the session that ends is ended under its own. */
    @Test
    void keepsTheSessionsToken() throws Exception {
        saysGoodbyeWithAllUnderWay();

        node.runOne();

        var tokens = alder.calls().stream()
                .map(call -> call.credential().token().orElseThrow().sessionId())
                .distinct()
                .toList();
        assertThat(tokens).hasSize(1);
        assertThat(List.of(peer.awaitEndedSession(), peer.awaitEndedSession())).contains(tokens.getFirst());
    }

    /** What discovery heard a while ago is not true any more. */
    @Test
    void opensNoSessionWithOneThatDrains() throws Exception {
        node.runOne();
        int before = alder.calls().size();

        alder.drain();

        assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));
        assertThat(before).isEqualTo(SEGMENTS);
        assertThat(alder.calls()).hasSize(before);
        assertThat(node.journal().facts(Fact.Remarked.class))
                .anySatisfy(fact -> assertThat(fact.sentence()).contains("alder.test:8935 is draining"));
    }

    private void saysGoodbyeWithAllUnderWay() {
        var underWay = new CountDownLatch(AT_ONCE);
        alder.does((_, _) -> {
            underWay.countDown();
            await(underWay);
            alder.drain();
            return Conduct.HONEST;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Fact.Moved> moves(String event) {
        return node.journal().facts(Fact.Moved.class).stream()
                .filter(move -> move.event().equals(event))
                .toList();
    }
}
