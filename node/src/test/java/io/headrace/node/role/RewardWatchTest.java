package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.Command;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewardWatchTest {

    private static final EthAddress FIRST = EthAddress.parse("0x00000000000000000000000000000000000000a1");
    private static final EthAddress SECOND = EthAddress.parse("0x00000000000000000000000000000000000000a2");
    private static final long ROUND = 100;

    private final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(3).withRoundLength(ROUND), (_, _, _) -> true),
            new Genesis(List.of(
                    Genesis.orchestrator(FIRST, Wei.ZERO, Tokens.whole(200)),
                    Genesis.orchestrator(SECOND, Wei.ZERO, Tokens.whole(100)))));
    private final List<EthAddress> told = new ArrayList<>();

    @Test
    void tellsEachRewardCallOnce() {
        try (var _ = new RewardWatch(ledger.as(FIRST), told::add, Runnable::run)) {
            toNextLook();
            reward(FIRST);
            toNextLook();
            assertThat(told).containsExactly(FIRST);
            toNextLook();
            reward(SECOND);
            toNextLook();
            assertThat(told).containsExactly(FIRST, SECOND);

            ledger.advance(ROUND);
            reward(FIRST);
            toNextLook();
        }

        assertThat(told).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void doesNotTellWhatWasCalledBeforeItBegan() {
        reward(FIRST);
        try (var _ = new RewardWatch(ledger.as(FIRST), told::add, Runnable::run)) {
            toNextLook();
            toNextLook();
        }

        assertThat(told).isEmpty();
    }

    @Test
    void looksEveryFourBlocksUntilItIsClosed() {
        var looks = new ArrayList<Runnable>();
        try (var _ = new RewardWatch(ledger.as(FIRST), told::add, look -> {
            looks.add(look);
            look.run();
        })) {
            oneByOne(8);
        }
        oneByOne(8);

        assertThat(looks).hasSize(2);
    }

    @Test
    void passesOverBlocksWhileALookIsUnderWay() {
        var looks = new ArrayList<Runnable>();
        try (var _ = new RewardWatch(ledger.as(FIRST), told::add, looks::add)) {
            oneByOne(12);
            assertThat(looks).hasSize(1);

            looks.getFirst().run();
            oneByOne(4);
            assertThat(looks).hasSize(2);
        }
    }

    private void oneByOne(int blocks) {
        for (int i = 0; i < blocks; i++) {
            ledger.advance(1);
        }
    }

    private void reward(EthAddress who) {
        ledger.apply(new Command.Reward(who));
    }

    private void toNextLook() {
        oneByOne(4);
    }
}
