package io.headrace.ledger;

import static io.headrace.ledger.LedgerFixture.FIRST;
import static io.headrace.ledger.LedgerFixture.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LedgerChainTest {

    private final LedgerFixture fixture = new LedgerFixture();
    private final LocalLedger ledger = new LocalLedger(fixture.rules, fixture.state);

    @Test
    void settlesThroughThePorts() {
        var gateway = ledger.as(GATEWAY.address());
        var orchestrator = ledger.as(FIRST.address());

        assertThat(gateway.broker().fund(Wei.of(1_000), Wei.of(500))).isInstanceOf(Outcome.Mined.class);
        var winner = LedgerFixture.redeem(fixture.ticket(400, 1)).ticket();
        var redeemed = orchestrator.broker().redeem(winner);

        assertThat(redeemed).isEqualTo(new Outcome.Mined<>("ledger-2", Wei.of(400)));
        assertThat(orchestrator.broker().used(winner.hash())).isTrue();
        assertThat(orchestrator.bonding().standing(FIRST.address()).pendingFees())
                .isEqualTo(Wei.of(400));
        assertThat(gateway.broker().funds(GATEWAY.address()).deposit()).isEqualTo(Wei.of(600));
        assertThat(orchestrator.broker().redeem(winner)).isEqualTo(new Outcome.Reverted<Wei>(Revert.TICKET_USED));
    }

    @Test
    void tellsOfBlocksUntilNobodyListens() {
        var seen = new ArrayList<Long>();
        var subscription = ledger.as(GATEWAY.address()).blocks().listen(time -> seen.add(time.block()));

        ledger.advance(2);
        subscription.close();
        ledger.advance(1);

        assertThat(seen).containsExactly(3L);
        assertThat(ledger.time().block()).isEqualTo(4);
    }

    @Test
    void looksUpServices() {
        var orchestrator = ledger.as(FIRST.address());
        assertThat(orchestrator.services().uri(FIRST.address())).isEmpty();

        orchestrator.services().register("https://127.0.0.1:8935");

        assertThat(orchestrator.services().uri(FIRST.address())).contains("https://127.0.0.1:8935");
        assertThat(orchestrator.bonding().poolSize()).isEqualTo(2);
    }
}
