package io.headrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import io.headrace.payments.Price;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrators that ask more than they did when they were chosen. */
class RaisedPriceTest {

    private static final int SEGMENTS = 5;

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.paid();

    @Test
    void opensNoSessionAboveTheHighestPriceWhateverDiscoverySaw() throws Exception {
        try (var node = GatewayFixture.paying(folder, peer, SEGMENTS)) {
            node.runOne();
            int before = peer.seller("alder").calls().size();
            peer.seller("alder").asks(Price.of(1_400, 1));

            var second = node.submit(Optional.of(Price.of(1_150, 1)));

            assertThat(GatewayFixture.end(second)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(peer.seller("alder").calls()).hasSize(before);
            assertThat(peer.seller("birch").calls()).hasSize(SEGMENTS);
        }
    }

    @Test
    void paysAHigherPriceWithinTheSessionInFull() throws Exception {
        raisesAfterTheFirstUnit(Price.of(1_900, 1));
        try (var node = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

            var calls = peer.seller("alder").calls();
            assertThat(calls).hasSize(SEGMENTS);
            assertThat(calls.getFirst().payment().orElseThrow().price()).contains(Price.of(1_000, 1));
            assertThat(calls.getLast().payment().orElseThrow().price()).contains(Price.of(1_900, 1));
        }
    }

    @Test
    void leavesWhoMoreThanDoublesThePriceAndKeepsWhatItBrought() throws Exception {
        raisesAfterTheFirstUnit(Price.of(2_001, 1));
        try (var node = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            assertThat(node.runOne()).isEqualTo(new Outcome.Completed(SEGMENTS));

            assertThat(peer.seller("alder").calls()).hasSize(1);
            assertThat(peer.seller("birch").calls()).hasSize(SEGMENTS - 1);
            assertThat(node.journal().facts(Fact.CreditLost.class)).isEmpty();
        }
    }

    @Test
    void leavesWhoRisesAboveTheJobsHighestPrice() throws Exception {
        raisesAfterTheFirstUnit(Price.of(1_200, 1));
        try (var node = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            var view = node.submit(Optional.of(Price.of(1_150, 1)));

            assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
            assertThat(peer.seller("alder").calls()).hasSize(1);
        }
    }

    private void raisesAfterTheFirstUnit(Price price) {
        var alder = peer.seller("alder");
        alder.does((seq, call) -> {
            alder.asks(price);
            return Conduct.HONEST;
        });
    }
}
