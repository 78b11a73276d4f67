package io.headrace.ledger;

import static io.headrace.ledger.LedgerFixture.FIRST;
import static io.headrace.ledger.LedgerFixture.GATEWAY;
import static io.headrace.ledger.LedgerFixture.SECOND;
import static io.headrace.ledger.LedgerFixture.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Commission;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.UnbondingLock;
import io.headrace.crypto.PrivateKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Stake that comes and goes: rounds of 50 blocks, two rounds of waiting. */
class StakeScenarioTest {

    private final LedgerFixture ledger = new LedgerFixture();

    @Nested
    class Unbonding {

        @Test
        void locksStakeForTheUnbondingPeriod() {
            var events = ledger.apply(unbond(FIRST, 50));

            var lock = new UnbondingLock(0, Tokens.whole(50), 3);
            assertThat(events).containsExactly(new LedgerEvent.Unbonded(FIRST.address(), lock));
            assertThat(account(FIRST).stake()).isEqualTo(Tokens.whole(150));
            assertThat(account(FIRST).locks().list()).containsExactly(lock);
        }

        @Test
        void numbersLocksWithoutGivingANumberTwice() {
            ledger.apply(unbond(FIRST, 10));
            ledger.apply(unbond(FIRST, 20));
            ledger.nextRound();
            ledger.nextRound();
            ledger.apply(new Command.WithdrawStake(FIRST.address(), 1));

            ledger.apply(unbond(FIRST, 30));

            assertThat(account(FIRST).locks().list().stream().map(UnbondingLock::id))
                    .containsExactly(0L, 2L);
        }

        @Test
        void putsWhoHasLessNowBehindOthers() {
            ledger.apply(unbond(FIRST, 150));

            assertThat(ledger.state.pool()).containsExactly(SECOND.address(), FIRST.address());
        }

        @Test
        void takesWhoUnbondsEverythingOutOfThePool() {
            var events = ledger.apply(unbond(SECOND, 100));

            assertThat(events).contains(new LedgerEvent.LeftPool(SECOND.address()));
            assertThat(ledger.state.pool()).containsExactly(FIRST.address());
            assertThat(account(SECOND).registered()).isFalse();
            assertThat(ledger.state.active(SECOND.address()))
                    .as("until the round ends")
                    .isTrue();
            ledger.nextRound();
            assertThat(ledger.state.active(SECOND.address())).isFalse();
        }

        @Test
        void isRefusedToWhoHasNothingBonded() {
            assertThat(ledger.refusal(unbond(GATEWAY, 1))).isEqualTo(Revert.NOT_BONDED);
        }

        @Test
        void isRefusedInTheRoundOfTheBond() {
            ledger.apply(new Command.Bond(STRANGER.address(), Tokens.whole(120)));

            assertThat(ledger.refusal(unbond(STRANGER, 20))).isEqualTo(Revert.NOT_BONDED);
            ledger.nextRound();
            ledger.apply(unbond(STRANGER, 20));
        }

        @Test
        void isRefusedForNothingAndForMoreThanThereIs() {
            assertThat(ledger.refusal(unbond(FIRST, 0))).isEqualTo(Revert.UNBOND_NOTHING);
            assertThat(ledger.refusal(unbond(FIRST, 201))).isEqualTo(Revert.UNBOND_TOO_MUCH);
        }

        @Test
        void isRefusedWhileTheContractsArePaused() {
            ledger.apply(new Command.SetPaused(true));

            assertThat(ledger.refusal(unbond(FIRST, 1))).isEqualTo(Revert.SYSTEM_PAUSED);
        }

        @Test
        void isRefusedBeforeTheRoundBegan() {
            var unkept = new LedgerFixture(LedgerConfig.local(1).withoutKeeper());
            unkept.nextRound();

            assertThat(unkept.refusal(unbond(FIRST, 1))).isEqualTo(Revert.ROUND_NOT_INITIALIZED);
            assertThat(unkept.refusal(new Command.WithdrawStake(FIRST.address(), 0)))
                    .isEqualTo(Revert.ROUND_NOT_INITIALIZED);
        }
    }

    @Nested
    class Withdrawing {

        @Test
        void paysTokensOnceWhenThePeriodIsOver() {
            ledger.apply(unbond(FIRST, 50));
            ledger.nextRound();
            assertThat(ledger.refusal(withdrawal())).isEqualTo(Revert.STAKE_LOCKED);

            ledger.nextRound();
            ledger.apply(withdrawal());

            assertThat(ledger.state.holding(FIRST.address()).tokens()).isEqualTo(Tokens.whole(50));
            assertThat(ledger.refusal(withdrawal())).isEqualTo(Revert.LOCK_UNKNOWN);
        }

        @Test
        void waitsAsLongAsTheConfigurationSays() {
            var slow = new LedgerFixture(LedgerConfig.local(1).withUnbondingPeriod(7));
            slow.apply(unbond(FIRST, 50));

            assertThat(slow.state.orchestrator(FIRST.address()).locks().newest().withdrawRound())
                    .isEqualTo(8);
        }

        @Test
        void isRefusedForAnothersLock() {
            ledger.apply(unbond(FIRST, 50));

            assertThat(ledger.refusal(new Command.WithdrawStake(SECOND.address(), 0)))
                    .isEqualTo(Revert.LOCK_UNKNOWN);
        }

        private Command withdrawal() {
            return new Command.WithdrawStake(FIRST.address(), 0);
        }
    }

    @Nested
    class Commissions {

        private final Commission half = new Commission(100_000, 500_000);

        @Test
        void areSetAfterTheRoundsReward() {
            assertThat(ledger.refusal(set(FIRST))).isEqualTo(Revert.REWARD_DUE);

            ledger.apply(new Command.Reward(FIRST.address()));
            ledger.apply(set(FIRST));

            assertThat(account(FIRST).commission()).isEqualTo(half);
        }

        @Test
        void areSetByANewcomerAtOnce() {
            ledger.apply(new Command.Bond(STRANGER.address(), Tokens.whole(120)));

            ledger.apply(set(STRANGER));

            assertThat(account(STRANGER).commission()).isEqualTo(half);
        }

        @Test
        void areRefusedToWhoIsNotRegistered() {
            assertThat(ledger.refusal(set(STRANGER))).isEqualTo(Revert.NOT_REGISTERED);
        }

        @Test
        void areRefusedInTheLastTenthOfARound() {
            ledger.apply(new Command.Reward(FIRST.address()));
            long start = ledger.rules.rounds(ledger.state).startBlock();
            ledger.apply(new Command.Advance(start + 44 - ledger.state.block()));
            ledger.apply(set(FIRST));

            ledger.apply(new Command.Advance(1));

            assertThat(ledger.refusal(set(FIRST))).isEqualTo(Revert.ROUND_LOCKED);
        }

        private Command set(PrivateKey who) {
            return new Command.SetCommission(who.address(), half);
        }
    }

    @Nested
    class GivingAway {

        @Test
        void movesTokensAndMakesNone() {
            ledger.apply(new Command.TransferTokens(STRANGER.address(), FIRST.address(), Tokens.whole(60)));

            assertThat(ledger.state.holding(STRANGER.address()).tokens()).isEqualTo(Tokens.whole(90));
            assertThat(ledger.state.holding(FIRST.address()).tokens()).isEqualTo(Tokens.whole(60));
        }

        @Test
        void changesNothingWhenOneGivesToOneself() {
            ledger.apply(new Command.TransferTokens(STRANGER.address(), STRANGER.address(), Tokens.whole(60)));

            assertThat(ledger.state.holding(STRANGER.address()).tokens()).isEqualTo(Tokens.whole(150));
        }

        @Test
        void isRefusedBeyondTheBalance() {
            assertThat(ledger.refusal(
                            new Command.TransferTokens(STRANGER.address(), FIRST.address(), Tokens.whole(151))))
                    .isEqualTo(Revert.BALANCE_TOO_LOW);
        }
    }

    private OrchestratorAccount account(PrivateKey of) {
        return ledger.state.orchestrator(of.address());
    }

    private static Command unbond(PrivateKey who, long tokens) {
        return new Command.Unbond(who.address(), Tokens.whole(tokens));
    }
}
