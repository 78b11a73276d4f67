package io.headrace.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.ledger.CoverRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Long walks by a seed: the ledger alone keeps its sums, and beside our contracts it gives the same answers. */
class RandomWalkTest {

    private static final int LEDGER_SEEDS = 60;
    private static final int LEDGER_MOVES = 400;
    private static final int BOTH_MOVES = 100;

    /** Walks that pay often and are refused in twenty ways; one for each cover rule. */
    private static final List<Long> BOTH_SEEDS = List.of(20L, 33L);

    /** What a walk must meet to be worth its time; null addresses and a grown pool have scenarios of their own. */
    private static final Set<Revert> REFUSALS = EnumSet.of(
            Revert.SYSTEM_PAUSED,
            Revert.ROUND_NOT_INITIALIZED,
            Revert.ROUND_ALREADY_INITIALIZED,
            Revert.SUM_MISMATCH,
            Revert.NOTHING_DEPOSITED,
            Revert.ALREADY_UNLOCKING,
            Revert.NOT_UNLOCKING,
            Revert.ACCOUNT_LOCKED,
            Revert.AUX_DATA_LENGTH,
            Revert.CREATION_ROUND_UNKNOWN,
            Revert.CREATION_HASH_WRONG,
            Revert.TICKET_EXPIRED,
            Revert.RAND_MISMATCH,
            Revert.TICKET_USED,
            Revert.SIGNATURE_FORM,
            Revert.SIGNATURE_WRONG,
            Revert.DID_NOT_WIN,
            Revert.SENDER_UNLOCKED,
            Revert.FUNDS_BELOW_FACE_VALUE,
            Revert.NOT_REGISTERED,
            Revert.NOT_ACTIVE,
            Revert.ALREADY_REWARDED,
            Revert.BOND_TOO_SMALL,
            Revert.FEES_TOO_SMALL,
            Revert.BALANCE_TOO_LOW);

    @Test
    void noWeiAppearsOrVanishesOnTheLedgerAndEveryRefusalIsMet() {
        Set<Revert> met = EnumSet.noneOf(Revert.class);
        for (long seed = 1; seed <= LEDGER_SEEDS; seed++) {
            var chain = LedgerTestChain.open(rule(seed));
            var scene = new Scene(chain);
            var walk = new Walk(seed);
            for (int i = 0; i < LEDGER_MOVES; i++) {
                var move = walk.next(Position.of(chain));
                Move.refusal(move.on(chain)).ifPresent(met::add);
                assertThat(scene.total())
                        .as("after %s of seed %d", move, seed)
                        .isEqualTo(Cast.WEALTH.times(Cast.ALL.size()));
            }
        }
        assertThat(met).containsAll(REFUSALS);
    }

    private static CoverRule rule(long seed) {
        return seed % 3 == 0 ? CoverRule.PARTIAL_PAYOUT : CoverRule.FULL_COVER;
    }

    @Test
    void theLedgerAndOurContractsAnswerAlike() {
        try (var host = AnvilHost.startOrSkip()) {
            for (long seed : BOTH_SEEDS) {
                walkBoth(host, seed);
            }
        }
    }

    private static void walkBoth(AnvilHost host, long seed) {
        var anvil = host.open(rule(seed));
        var ledger = LedgerTestChain.fed(rule(seed), FollowedBlocks.from(host, anvil));
        var walk = new Walk(seed);
        var walked = new ArrayList<String>();
        var now = Position.of(anvil);
        assertThat(Position.of(ledger)).as("at the beginning").isEqualTo(now);
        for (int i = 0; i < BOTH_MOVES; i++) {
            var move = walk.next(now);
            walked.add(move.toString());
            var answer = move.on(anvil);
            now = Position.of(anvil);

            assertThat(move.following(ledger, now.block()))
                    .as("seed %d, the answer to the last of%n%s", seed, String.join("\n", walked))
                    .isEqualTo(answer);
            assertThat(Position.of(ledger))
                    .as("seed %d, where the chains are after%n%s", seed, String.join("\n", walked))
                    .isEqualTo(now);
        }
    }
}
