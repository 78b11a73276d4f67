package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.CoverRule;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.Inflation;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.ledger.RecordedBlocks;
import io.headrace.ledger.RoundCalendar;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The transactions that the reference's orchestrator sent to the real contracts, sent to both of our chains. */
class RecordedRedemptionTest {

    private static final PrivateKey ORCHESTRATOR = recorded(3);
    private static final PrivateKey GATEWAY = recorded(4);
    private static final Tokens STAKE = Tokens.whole(100);
    private static final Wei DEPOSIT = Wei.of(2_000_000_000_000_000L);

    /** As on the recorded chain: rounds counted from block 0. */
    private static final RoundCalendar CALENDAR = new RoundCalendar(0, 0, 200);

    /** Somewhere in the recorded tickets' round, which was begun before the recording. */
    private static final long FIRST_BLOCK = 402;

    /** What inflation was before the tickets' round, the second that was begun. */
    private static final long INFLATION = 221_000;

    @Test
    void theLedgerPaysThemAndGoesOnAsTheRecordedChainDid() {
        var begins = ReferenceVectors.transactions("initializeRound").getFirst();
        long thirdRound = begins.get("block").longValue();
        var announced = event(begins, "NewRound");
        var third = new CreationRound(
                announced.get(0).asLong(), Hash256.parse(announced.get(1).asString()));
        var ledger = ledger(Map.of(
                FIRST_BLOCK - 1,
                winners().getFirst().ticket().creation().blockHash(),
                thirdRound - 1,
                third.blockHash()));
        mined(ledger.as(GATEWAY.address()).broker().fund(DEPOSIT, Wei.ZERO));
        redeemAll(ledger.as(ORCHESTRATOR.address()));

        ledger.advance(thirdRound - FIRST_BLOCK);

        var orchestrator = ledger.as(ORCHESTRATOR.address());
        assertThat(mined(orchestrator.rounds().initialize())).isEqualTo(third);
        var rewarded = event(ReferenceVectors.transactions("rewardWithHint").getFirst(), "Reward");
        assertThat(mined(orchestrator.bonding().reward()))
                .hasToString(rewarded.get(1).asString());
    }

    @Test
    void ourContractsPayThem() {
        try (var host = AnvilHost.startOrSkip()) {
            var chain = host.open(CoverRule.FULL_COVER);
            host.genesis.give(ORCHESTRATOR.address(), Cast.WEALTH);
            host.genesis.give(GATEWAY.address(), Cast.WEALTH);
            host.owner().send(chain.contracts.token().transfer(ORCHESTRATOR.address(), STAKE));
            mined(chain.as(ORCHESTRATOR).bonding().bond(STAKE));
            mined(chain.as(GATEWAY).broker().fund(DEPOSIT, Wei.ZERO));
            var creation = winners().getFirst().ticket().creation();
            host.write(chain.contracts.rounds().at(), slotOf(creation.round()), creation.blockHash());

            redeemAll(chain.as(ORCHESTRATOR));
        }
    }

    private static void redeemAll(Chain chain) {
        var fees = Wei.ZERO;
        for (var transaction : ReferenceVectors.transactions("redeemWinningTicket")) {
            var winner = ReferenceVectors.winner(transaction);
            var paid = mined(chain.broker().redeem(winner));

            assertThat(paid)
                    .hasToString(
                            event(transaction, "WinningTicketTransfer").get(2).asString());
            assertThat(chain.broker().redeem(winner)).isEqualTo(new Outcome.Reverted<>(Revert.TICKET_USED));
            fees = fees.plus(paid);
        }
        assertThat(chain.bonding().standing(ORCHESTRATOR.address()).pendingFees())
                .isEqualTo(fees);
        assertThat(chain.broker().funds(GATEWAY.address()).deposit()).isEqualTo(DEPOSIT.minus(fees));
    }

    private static LocalLedger ledger(Map<Long, Hash256> hashes) {
        var config = new LedgerConfig(
                1,
                Duration.ofSeconds(1),
                CALENDAR.length(),
                2,
                7,
                2,
                CoverRule.PARTIAL_PAYOUT,
                100,
                new Inflation(
                        INFLATION,
                        500,
                        500_000_000,
                        BigInteger.TEN.pow(26),
                        Tokens.whole(750_000),
                        Cast.SUPPLY.minus(STAKE)),
                false);
        return new LocalLedger(
                new LedgerRules(config, Signatures::signedBy, new RecordedBlocks(FIRST_BLOCK, CALENDAR, hashes)),
                new Genesis(List.of(
                        Genesis.wealthy(GATEWAY.address(), Cast.WEALTH),
                        Genesis.orchestrator(ORCHESTRATOR.address(), Wei.ZERO, STAKE))));
    }

    private static List<WinningTicket> winners() {
        return ReferenceVectors.transactions("redeemWinningTicket").stream()
                .map(ReferenceVectors::winner)
                .toList();
    }

    private static JsonNode event(JsonNode transaction, String name) {
        return transaction
                .get("logs")
                .valueStream()
                .filter(log -> log.has("event") && log.get("event").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("args");
    }

    /** Where the rounds manager keeps a round's hash: a mapping in its second slot. */
    private static Hash256 slotOf(long round) {
        return Keccak.hash(
                Hash256.of(BigInteger.valueOf(round)).bytes(),
                Hash256.of(BigInteger.ONE).bytes());
    }

    private static PrivateKey recorded(int place) {
        var key = ReferenceVectors.file("payments-signatures.json").get("keys").get(place);
        return PrivateKey.of(Hash256.parse(key.get("privateKey").asString()));
    }
}
