package io.headrace.ledger;

import static io.headrace.ledger.LedgerFixture.FIRST;
import static io.headrace.ledger.LedgerFixture.GATEWAY;
import static io.headrace.ledger.LedgerFixture.SECOND;
import static io.headrace.ledger.LedgerFixture.STRANGER;
import static io.headrace.ledger.LedgerFixture.WEALTH;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountScenarioTest {

    private final LedgerFixture ledger = new LedgerFixture();

    @Nested
    class Rounds {

        private final LedgerFixture unkept =
                new LedgerFixture(LedgerConfig.local(1).withoutKeeper());

        @Test
        void beginOnceEach() {
            assertThat(unkept.refusal(new Command.BeginRound())).isEqualTo(Revert.ROUND_ALREADY_INITIALIZED);

            unkept.nextRound();
            unkept.apply(new Command.BeginRound());

            assertThat(unkept.state.rounds().last().round()).isEqualTo(2);
        }

        @Test
        void haveNoHashWhenTheyWereSkipped() {
            unkept.nextRound();
            unkept.nextRound();
            unkept.apply(new Command.BeginRound());

            assertThat(unkept.state.rounds().hash(2)).isEqualTo(CreationRound.NONE.blockHash());
            assertThat(unkept.state.rounds().last().round()).isEqualTo(3);
        }

        @Test
        void beginByThemselvesOnTheLocalNetwork() {
            ledger.nextRound();

            assertThat(ledger.rules.rounds(ledger.state).initialized()).isTrue();
            assertThat(ledger.state.rounds().last().round()).isEqualTo(2);
        }

        @Test
        void haveTheHashesOfTheirSeed() {
            var same = new LedgerFixture(LedgerConfig.local(1));
            var other = new LedgerFixture(LedgerConfig.local(2));

            assertThat(same.state.rounds().last())
                    .isEqualTo(ledger.state.rounds().last());
            assertThat(other.state.rounds().last())
                    .isNotEqualTo(ledger.state.rounds().last());
        }
    }

    @Nested
    class Funding {

        @Test
        void movesMoneyIntoDepositAndReserve() {
            ledger.fund(300, 200);

            var sender = ledger.state.sender(GATEWAY.address());
            assertThat(sender.deposit()).isEqualTo(Wei.of(300));
            assertThat(sender.reserve().funds()).isEqualTo(Wei.of(200));
            assertThat(ledger.state.holding(GATEWAY.address()).eth()).isEqualTo(WEALTH.minus(Wei.of(500)));
        }

        @Test
        void refusesASumThatDoesNotAddUp() {
            var wrong = new Command.Fund(GATEWAY.address(), GATEWAY.address(), Wei.of(9), Wei.of(5), Wei.of(5));

            assertThat(ledger.refusal(wrong)).isEqualTo(Revert.SUM_MISMATCH);
        }

        @Test
        void refusesMoneyThatIsNotThere() {
            assertThat(ledger.refusal(LedgerFixture.fund(STRANGER.address(), 501, 0)))
                    .isEqualTo(Revert.BALANCE_TOO_LOW);
            assertThat(ledger.refusal(new Command.Transfer(STRANGER.address(), GATEWAY.address(), Wei.of(501))))
                    .isEqualTo(Revert.BALANCE_TOO_LOW);
        }
    }

    @Nested
    class Unlocking {

        @Test
        void givesEverythingBackAfterTwoRounds() {
            ledger.fund(300, 200);
            ledger.apply(new Command.Unlock(GATEWAY.address()));
            assertThat(ledger.refusal(new Command.Withdraw(GATEWAY.address()))).isEqualTo(Revert.ACCOUNT_LOCKED);
            ledger.nextRound();
            ledger.nextRound();

            ledger.apply(new Command.Withdraw(GATEWAY.address()));

            assertThat(ledger.state.holding(GATEWAY.address()).eth()).isEqualTo(WEALTH);
        }

        @Test
        void refusesWhatMakesNoSense() {
            assertThat(ledger.refusal(new Command.Unlock(GATEWAY.address()))).isEqualTo(Revert.NOTHING_DEPOSITED);
            assertThat(ledger.refusal(new Command.Withdraw(GATEWAY.address()))).isEqualTo(Revert.NOTHING_DEPOSITED);
            ledger.fund(1, 1);
            assertThat(ledger.refusal(new Command.Withdraw(GATEWAY.address()))).isEqualTo(Revert.NOT_UNLOCKING);
            assertThat(ledger.refusal(new Command.CancelUnlock(GATEWAY.address())))
                    .isEqualTo(Revert.NOT_UNLOCKING);
            ledger.apply(new Command.Unlock(GATEWAY.address()));
            assertThat(ledger.refusal(new Command.Unlock(GATEWAY.address()))).isEqualTo(Revert.ALREADY_UNLOCKING);
        }

        @Test
        void endsWhenTheOwnerFundsAgainAndNotWhenAnotherDoes() {
            ledger.fund(1, 1);
            ledger.apply(new Command.Unlock(GATEWAY.address()));

            ledger.apply(LedgerFixture.fund(STRANGER.address(), 5, 0));
            assertThat(ledger.state.sender(GATEWAY.address()).unlocking()).isTrue();

            ledger.fund(1, 0);
            assertThat(ledger.state.sender(GATEWAY.address()).unlocking()).isFalse();
        }

        @Test
        void leavesAnEmptiedAccountUnlocked() {
            ledger.fund(1, 1);
            ledger.apply(new Command.Unlock(GATEWAY.address()));
            ledger.nextRound();
            ledger.nextRound();
            ledger.apply(new Command.Withdraw(GATEWAY.address()));

            assertThat(ledger.state.sender(GATEWAY.address()).unlocked(3)).isTrue();
        }
    }

    @Nested
    class Bonding {

        @Test
        void makesAnOrchestratorActiveInTheNextRound() {
            ledger.apply(new Command.Bond(STRANGER.address(), Tokens.whole(150)));
            assertThat(ledger.state.orchestrator(STRANGER.address()).registered())
                    .isTrue();
            assertThat(ledger.state.active(STRANGER.address())).isFalse();

            ledger.nextRound();

            assertThat(ledger.state.active(STRANGER.address())).isTrue();
        }

        @Test
        void evictsTheSmallestFromAFullPool() {
            var full = new LedgerFixture(LedgerConfig.local(1).withMaxPool(2));

            var events = full.apply(new Command.Bond(STRANGER.address(), Tokens.whole(101)));

            assertThat(events)
                    .contains(new LedgerEvent.JoinedPool(STRANGER.address()))
                    .contains(new LedgerEvent.LeftPool(SECOND.address()));
            assertThat(full.state.active(SECOND.address())).isTrue();
        }

        @Test
        void leavesAFullPoolAloneForAnEqualStake() {
            var full = new LedgerFixture(LedgerConfig.local(1).withMaxPool(2));

            full.apply(new Command.Bond(STRANGER.address(), Tokens.whole(100)));

            assertThat(full.state.pool()).containsExactly(FIRST.address(), SECOND.address());
        }

        @Test
        void refusesNothingAndMoreThanThereIs() {
            assertThat(ledger.refusal(new Command.Bond(STRANGER.address(), Tokens.ZERO)))
                    .isEqualTo(Revert.BOND_TOO_SMALL);
            assertThat(ledger.refusal(new Command.Bond(STRANGER.address(), Tokens.whole(151))))
                    .isEqualTo(Revert.BALANCE_TOO_LOW);
        }

        @Test
        void rewardsByStakeAndOncePerRound() {
            var minted = ledger.apply(new Command.Reward(SECOND.address()));

            var third = new Tokens(new BigInteger("132629834867370165000"));
            assertThat(minted).containsExactly(new LedgerEvent.Rewarded(SECOND.address(), third));
            assertThat(ledger.refusal(new Command.Reward(SECOND.address()))).isEqualTo(Revert.ALREADY_REWARDED);
            assertThat(ledger.refusal(new Command.Reward(STRANGER.address()))).isEqualTo(Revert.NOT_ACTIVE);
        }

        @Test
        void paysOutFeesThatWereEarnedAndNoMore() {
            ledger.fund(1_000, 0);
            ledger.apply(LedgerFixture.redeem(ledger.ticket(400, 1)));

            ledger.apply(new Command.WithdrawFees(FIRST.address(), Wei.of(150)));

            assertThat(ledger.state.holding(FIRST.address()).eth()).isEqualTo(Wei.of(150));
            assertThat(ledger.refusal(new Command.WithdrawFees(FIRST.address(), Wei.of(251))))
                    .isEqualTo(Revert.FEES_TOO_SMALL);
        }
    }

    @Test
    void remembersWhereOrchestratorsServe() {
        ledger.apply(new Command.SetServiceUri(FIRST.address(), "https://127.0.0.1:8935"));

        assertThat(ledger.state.services()).containsEntry(FIRST.address(), "https://127.0.0.1:8935");
    }
}
