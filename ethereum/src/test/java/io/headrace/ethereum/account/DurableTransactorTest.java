package io.headrace.ethereum.account;

import static io.headrace.ethereum.account.TransactorUnderTest.LOOK_EVERY;
import static io.headrace.ethereum.account.TransactorUnderTest.TIMEOUT;
import static io.headrace.ethereum.account.TransactorUnderTest.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.transaction.InMemoryTransactionStore;
import io.headrace.chain.transaction.Incident;
import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendGuard;
import io.headrace.chain.transaction.SpendLimits;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionStore;
import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.abi.RoundsContract;
import io.headrace.ethereum.rpc.FakeNode;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableTransactorTest {

    private static final EthAddress TO = EthAddress.parse("1563915e194d8cfba1943570603f7606a3115508");
    private static final Call PAYMENT = Call.pay(TO, Wei.of(5));
    private static final Call BEGIN_ROUND = new RoundsContract(TO).initializeRound(12);
    private static final String ALREADY_BEGUN =
            "{\"code\":3,\"message\":\"execution reverted: round already initialized\"}";

    private final TransactorUnderTest world = new TransactorUnderTest();
    private final FakeNode node = world.node;

    @Test
    void endsWithTheReceiptOnceEnoughBlocksAreOnTop() {
        var transactor = world.open();
        var end = world.begin(transactor, PAYMENT);
        node.mine(0, true);
        world.pass(LOOK_EVERY);
        assertThat(end).as("no block is on top yet").isNotDone();

        world.settle();

        var receipt = ((Outcome.Mined<?>) outcome(transactor, PAYMENT, end)).transaction();
        assertThat(receipt).isEqualTo(node.sent().getFirst().hash().toString());
        assertThat(world.store.open()).isEmpty();
    }

    @Nested
    class Safety {
        @Test
        void savesATransactionBeforeItSendsIt() {
            var order = new ArrayList<String>();
            world.store = new WatchedStore(order);
            var transactor = world.open();

            var _ = world.begin(transactor, PAYMENT);
            world.pass(TIMEOUT.plus(LOOK_EVERY));

            assertThat(order).containsExactly("saved try 1 with 0 sent", "saved try 2 with 1 sent");
            assertThat(node.sent()).hasSize(2);
        }

        @Test
        void sendsNothingThatCannotBeSavedAndSaysSo() {
            world.store = new FullStore();
            var transactor = world.open();

            var end = world.begin(transactor, PAYMENT);

            assertThat(node.sent()).isEmpty();
            assertThatThrownBy(() -> outcome(transactor, PAYMENT, end))
                    .isInstanceOf(ChainUnavailable.class)
                    .hasMessageContaining("stand still (the disk is full)");
            assertThatThrownBy(() -> outcome(transactor, PAYMENT, world.begin(transactor, PAYMENT)))
                    .hasMessageContaining("stand still");
        }

        @Test
        void resendsTheSameBytes() {
            var transactor = world.open();
            var _ = world.begin(transactor, PAYMENT);

            node.losePool();
            world.pass(LOOK_EVERY);

            assertThat(node.sent()).hasSize(2);
            assertThat(node.sent().get(1).raw()).isEqualTo(node.sent().get(0).raw());
            assertThat(world.incidents).contains(Incident.RESENT);
        }
    }

    @Nested
    class Time {
        @Test
        void goesOnWhileTheChainIsSilent() {
            var transactor = world.open();
            var _ = world.begin(transactor, PAYMENT);

            world.pass(TIMEOUT.plus(LOOK_EVERY));

            assertThat(node.sent()).hasSize(2);
            assertThat(node.sent().get(1).nonce()).isZero();
            assertThat(node.sent().get(1).cap())
                    .isGreaterThan(node.sent().get(0).cap());
            assertThat(world.incidents).contains(Incident.REPLACED);
        }

        @Test
        void goesOnWhileTheChainCannotBeAsked() {
            var transactor = world.open();
            world.node.baseFee(Wei.of(200_000));
            world.pass(LOOK_EVERY);
            var end = world.begin(transactor, PAYMENT);
            node.fail("eth_getBlockByNumber");

            world.pass(Duration.ofHours(1).plus(LOOK_EVERY));

            assertThatThrownBy(() -> outcome(transactor, PAYMENT, end))
                    .hasMessageContaining("not sent within PT1H")
                    .hasMessageContaining("the base fee is 200000");
        }

        @Test
        void looksAtEachBlockAtOnce() {
            var transactor = world.open();
            var end = world.begin(transactor, PAYMENT);
            node.mine(0, true);
            node.mineEmpty(TransactorUnderTest.CONFIRMATIONS);

            world.tellBlock();

            assertThat(end).isDone();
        }
    }

    @Nested
    class Answers {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "eth_getTransactionCount",
                    "eth_sendRawTransaction",
                    "eth_getTransactionReceipt",
                    "eth_getTransactionByHash",
                    "eth_getBlockByNumber"
                })
        void survivesAQuestionThatIsNotAnswered(String method) {
            var transactor = world.open();
            node.failOnce(method);

            var end = world.begin(transactor, PAYMENT);
            world.pass(LOOK_EVERY.multipliedBy(2));
            world.confirm(0);

            assertThat(outcome(transactor, PAYMENT, end)).isInstanceOf(Outcome.Mined.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "eth_getTransactionCount",
                    "eth_sendRawTransaction",
                    "eth_getTransactionReceipt",
                    "eth_getTransactionByHash",
                    "eth_getBlockByNumber"
                })
        void survivesWhatNobodyThoughtOf(String method) {
            var transactor = world.open();
            node.breakOnce(method);

            var end = world.begin(transactor, PAYMENT);
            world.pass(LOOK_EVERY.multipliedBy(2));
            world.confirm(0);

            assertThat(outcome(transactor, PAYMENT, end)).isInstanceOf(Outcome.Mined.class);
        }

        @Test
        void looksForEveryTryOfANonce() {
            var transactor = world.open();
            var end = world.begin(transactor, PAYMENT);
            world.pass(TIMEOUT.plus(LOOK_EVERY));
            var first = node.sent().getFirst();
            assertThat(node.sent()).hasSize(2);

            node.mine(first);
            world.settle();

            assertThat(outcome(transactor, PAYMENT, end))
                    .isInstanceOfSatisfying(
                            Outcome.Mined.class,
                            mined -> assertThat(mined.transaction())
                                    .isEqualTo(first.hash().toString()));
        }

        @Test
        void followsATransactionOutOfTheChainAndBack() {
            var transactor = world.open();
            var end = world.begin(transactor, PAYMENT);
            node.mine(0, true);
            world.pass(LOOK_EVERY);

            node.unmine(0);
            world.pass(LOOK_EVERY);
            assertThat(world.incidents).contains(Incident.REORGANISED);
            world.confirm(0);

            assertThat(outcome(transactor, PAYMENT, end)).isInstanceOf(Outcome.Mined.class);
        }
    }

    @Nested
    class Refused {
        @Test
        void beforeAnythingIsSentByTheContract() {
            node.refuse("eth_estimateGas", ALREADY_BEGUN);
            var transactor = world.open();

            var end = world.begin(transactor, BEGIN_ROUND);

            assertThat(outcome(transactor, BEGIN_ROUND, end))
                    .isEqualTo(new Outcome.Reverted<>(Revert.ROUND_ALREADY_INITIALIZED));
            assertThat(node.sent()).isEmpty();
        }

        @Test
        void inABlockForTheReasonThatAReplayTells() {
            node.refuse("eth_call", ALREADY_BEGUN);

            assertThat(undone()).isEqualTo(new Outcome.Reverted<>(Revert.ROUND_ALREADY_INITIALIZED));
        }

        @Test
        void forAReasonThatNobodyKnows() {
            node.refuse("eth_call", "{\"code\":3,\"message\":\"execution reverted: the moon is full\"}");

            assertThatThrownBy(this::undone)
                    .isInstanceOf(ChainUnavailable.class)
                    .hasMessageContaining("none of the protocol's")
                    .hasMessageContaining("the moon is full");
        }

        @Test
        void forAReasonThatAReplayDoesNotShow() {
            assertThatThrownBy(this::undone)
                    .isInstanceOf(ChainUnavailable.class)
                    .hasMessageContaining("was mined and undone in transaction "
                            + node.sent().getFirst().hash());
        }

        @Test
        void becauseTheAccountIsEmpty() {
            node.refuse("eth_sendRawTransaction", "{\"code\":-32000,\"message\":\"insufficient funds for gas\"}");
            var transactor = world.open();

            var end = world.begin(transactor, PAYMENT);

            assertThat(outcome(transactor, PAYMENT, end)).isEqualTo(new Outcome.Reverted<>(Revert.BALANCE_TOO_LOW));
            assertThat(world.store.open()).isEmpty();
        }

        @Test
        void byTheGuardOfSpending() {
            var asked = new ArrayList<Spend>();
            var guard = new SpendGuard(
                    new SpendLimits(Credit.ZERO, Credit.ZERO, Credit.ZERO, Credit.ZERO, 10),
                    new SpendGuard.Mode.Live());
            world.spending = (spend, now) -> {
                asked.add(spend);
                return guard.ask(spend, now);
            };
            var transactor = world.open();

            var end = world.begin(transactor, PAYMENT);

            assertThatThrownBy(() -> outcome(transactor, PAYMENT, end))
                    .isInstanceOfSatisfying(
                            ChainUnavailable.class,
                            refusal -> assertThat(refusal.retryHelps()).isFalse())
                    .hasMessageContaining("exceeds the cap of");
            assertThat(asked).extracting(Spend::amount).containsExactly(Credit.of(Wei.of(60_000 * 100_000L + 5)));
            assertThat(node.sent()).isEmpty();
        }

        private Outcome<?> undone() {
            var transactor = world.open();
            var end = world.begin(transactor, BEGIN_ROUND);
            node.mine(0, false);
            world.settle();
            return outcome(transactor, BEGIN_ROUND, end);
        }
    }

    @Nested
    class Once {
        @Test
        void joinsACallThatIsUnderWay() {
            var transactor = world.open();

            var one = world.begin(transactor, BEGIN_ROUND);
            var other = world.begin(transactor, BEGIN_ROUND);
            world.confirm(0);

            assertThat(node.sent()).hasSize(1);
            assertThat(outcome(transactor, BEGIN_ROUND, one)).isEqualTo(outcome(transactor, BEGIN_ROUND, other));
        }

        @Test
        void paysTwiceWhatIsPaidTwice() {
            var transactor = world.open();

            var _ = world.begin(transactor, PAYMENT);
            var _ = world.begin(transactor, PAYMENT);

            assertThat(node.sent()).extracting(FakeNode.Sent::nonce).containsExactly(0L, 1L);
        }

        @Test
        void doesNotAskTheGuardForWhatIsUnderWay() {
            var asked = new ArrayList<Spend>();
            world.spending = (spend, _) -> {
                asked.add(spend);
                return new SpendGuard.Answer.Allowed();
            };
            var transactor = world.open();

            var _ = world.begin(transactor, BEGIN_ROUND);
            var _ = world.begin(transactor, BEGIN_ROUND);

            assertThat(asked).hasSize(1);
        }
    }

    @Nested
    class Restart {
        @Test
        void takesUpWhatWasSentAndTellsWhoAsksAgain() {
            var before = world.open();
            var _ = world.begin(before, BEGIN_ROUND);
            before.close();

            var next = world.open();
            var end = world.begin(next, BEGIN_ROUND);
            world.confirm(0);

            assertThat(outcome(next, BEGIN_ROUND, end)).isInstanceOf(Outcome.Mined.class);
            assertThat(node.sent())
                    .extracting(FakeNode.Sent::raw)
                    .containsOnly(node.sent().getFirst().raw());
            assertThat(world.store.open()).isEmpty();
        }

        @Test
        void keepsTheEndForWhoAsksLate() {
            var before = world.open();
            var _ = world.begin(before, BEGIN_ROUND);
            before.close();
            var next = world.open();
            world.confirm(0);

            var late = world.begin(next, BEGIN_ROUND);

            assertThat(outcome(next, BEGIN_ROUND, late)).isInstanceOf(Outcome.Mined.class);
            assertThat(node.sent()).hasSize(1);
            var _ = world.begin(next, BEGIN_ROUND);
            assertThat(node.sent()).as("told once, it is a new call").hasSize(2);
        }

        @Test
        void sendsWhatWasSavedAndNotSent() {
            node.fail("eth_sendRawTransaction");
            var before = world.open();
            var _ = world.begin(before, PAYMENT);
            before.close();
            node.heal("eth_sendRawTransaction");
            assertThat(node.sent()).isEmpty();

            world.open();
            world.pass(LOOK_EVERY);
            world.confirm(0);

            assertThat(node.sent()).hasSize(1);
            assertThat(world.store.open()).isEmpty();
        }
    }

    @Nested
    class Closed {
        @Test
        void letsWaitingCallersGoAndKeepsTheirTransactions() {
            var transactor = world.open();
            var end = world.begin(transactor, PAYMENT);

            transactor.close();

            assertThatThrownBy(() -> outcome(transactor, PAYMENT, end))
                    .isInstanceOf(ChainUnavailable.class)
                    .hasMessageContaining("is closed")
                    .hasMessageContaining("stays in the store");
            assertThat(world.store.open()).hasSize(1);
            assertThat(world.listeners()).isZero();
        }

        @Test
        void doesNothingMore() {
            var transactor = world.open();
            var _ = world.begin(transactor, PAYMENT);
            transactor.close();
            int before = node.asked().size();

            node.losePool();
            world.pass(TIMEOUT.plus(LOOK_EVERY));
            var late = world.begin(transactor, PAYMENT);

            assertThat(node.asked()).hasSize(before);
            assertThatThrownBy(() -> outcome(transactor, PAYMENT, late)).hasMessageContaining("is closed");
        }
    }

    /** Notes how much was sent when it was told to save. */
    private final class WatchedStore implements TransactionStore {
        private final InMemoryTransactionStore kept = new InMemoryTransactionStore();
        private final List<String> order;

        WatchedStore(List<String> order) {
            this.order = order;
        }

        @Override
        public void save(Transaction transaction) {
            order.add("saved try " + transaction.tries().size() + " with "
                    + node.sent().size() + " sent");
            kept.save(transaction);
        }

        @Override
        public void forget(long nonce) {
            kept.forget(nonce);
        }

        @Override
        public List<Transaction> open() {
            return kept.open();
        }
    }

    private static final class FullStore implements TransactionStore {
        @Override
        public void save(Transaction transaction) {
            throw new IllegalStateException("the disk is full");
        }

        @Override
        public void forget(long nonce) {
            throw new AssertionError("nothing was kept");
        }

        @Override
        public List<Transaction> open() {
            return List.of();
        }
    }
}
