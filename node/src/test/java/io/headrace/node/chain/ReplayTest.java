package io.headrace.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.ledger.CoverRule;
import io.headrace.ledger.RecordedBlocks;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happened on a real chain happens again on a ledger that is fed the blocks of that run, to the same numbers. */
class ReplayTest {

    /** @param block the chain's latest after the move */
    private record Played(Object answer, long block) {}

    private record Run(RecordedBlocks blocks, List<Played> played, Position end) {}

    @Test
    void tellsTheSameStoryOnALedgerThatIsFedTheSameBlocks() {
        var run = runOnAnvil();
        var ledger = LedgerTestChain.fed(CoverRule.FULL_COVER, run.blocks());
        var moves = new Story(ledger).moves();

        for (int i = 0; i < moves.size(); i++) {
            var played = run.played().get(i);
            assertThat(moves.get(i).following(ledger, played.block()))
                    .as("move %d, %s", i, moves.get(i))
                    .isEqualTo(played.answer());
        }

        assertThat(Position.of(ledger)).isEqualTo(run.end());
        assertThat(run.end().people().get(1).standing().pendingFees()).isGreaterThan(Wei.ZERO);
        assertThat(run.played())
                .extracting(Played::answer)
                .contains(new Move.Redeemed(Wei.of(3_000), true), "no winner");
        assertThat(firstTickets(LedgerTestChain.open(CoverRule.FULL_COVER)))
                .as("tickets on a ledger with blocks of its own")
                .isNotIn(run.played().stream().map(Played::answer).toList());
    }

    private static Object firstTickets(TestChain chain) {
        return new Story(chain)
                .moves().stream()
                        .map(move -> move.on(chain))
                        .filter(List.class::isInstance)
                        .findFirst()
                        .orElseThrow();
    }

    private static Run runOnAnvil() {
        try (var host = AnvilHost.startOrSkip()) {
            var anvil = host.open(CoverRule.FULL_COVER);
            var blocks = FollowedBlocks.from(host, anvil);
            var played = new ArrayList<Played>();
            for (var move : new Story(anvil).moves()) {
                played.add(new Played(move.on(anvil), host.rpc.blockNumber()));
            }
            return new Run(blocks.recorded(), played, Position.of(anvil));
        }
    }
}
