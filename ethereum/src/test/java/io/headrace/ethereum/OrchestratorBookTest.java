package io.headrace.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.ethereum.abi.EventReader;
import io.headrace.ethereum.abi.OrchestratorRecord;
import io.headrace.ethereum.rpc.EthereumRpc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrchestratorBookTest {

    private static final EthAddress FIRST = FakePool.orchestrator(1);
    private static final EthAddress SECOND = FakePool.orchestrator(2);
    private static final EthAddress THIRD = FakePool.orchestrator(3);

    private final FakePool node = new FakePool();
    private final OrchestratorBook book = book();

    @BeforeEach
    void twoAreActive() {
        node.join(FIRST);
        node.join(SECOND);
        node.beginRound();
    }

    @Test
    void countsWhoJoinedFromTheNextRoundOn() {
        assertThat(book.active()).containsOnlyKeys(FIRST, SECOND);

        node.join(THIRD);
        assertThat(book.active()).containsOnlyKeys(FIRST, SECOND);

        node.beginRound();
        assertThat(book.active()).containsOnlyKeys(FIRST, SECOND, THIRD);
    }

    @Test
    void keepsWhoLeftUntilTheRoundEnds() {
        book.active();

        node.leave(SECOND);
        assertThat(book.active()).containsOnlyKeys(FIRST, SECOND);

        node.beginRound();
        assertThat(book.active()).containsOnlyKeys(FIRST);
    }

    @Test
    void findsWhoLeftBeforeTheFirstLook() {
        node.leave(SECOND);

        assertThat(book.active()).containsOnlyKeys(FIRST, SECOND);
    }

    @Test
    void leavesOutWhoCameBackInTheSameRound() {
        book.active();
        node.leave(SECOND);
        node.join(SECOND);

        assertThat(book.active()).containsOnlyKeys(FIRST);
        assertThat(book().active()).as("at a first look").containsOnlyKeys(FIRST);
    }

    @Test
    void seesRewardCalls() {
        assertThat(book.active().get(FIRST))
                .extracting(OrchestratorRecord::lastRewardRound)
                .isEqualTo(0L);

        node.reward(FIRST);

        assertThat(book.active().get(FIRST))
                .extracting(OrchestratorRecord::lastRewardRound)
                .isEqualTo(node.round);
    }

    @Test
    void asksThreeQuestionsWhenNothingHappenedAndOneMoreForEachThatIsNamed() {
        book.active();
        node.asked.clear();
        node.head += 4;

        book.active();
        assertThat(node.asked).containsExactly("eth_blockNumber", "eth_call", "eth_getLogs");

        node.reward(FIRST);
        node.asked.clear();
        book.active();
        assertThat(node.asked).containsExactly("eth_blockNumber", "eth_call", "eth_getLogs", "eth_call");
    }

    @Test
    void readsAllAnewInANewRound() {
        book.active();
        node.change(SECOND, new OrchestratorRecord(0, 0, 0, 1, node.round));

        assertThat(book.active()).as("no event told of it").containsOnlyKeys(FIRST, SECOND);
        node.beginRound();

        assertThat(book.active()).containsOnlyKeys(FIRST);
    }

    @Test
    void looksBackNoFurtherThanItsLimit() {
        node.leave(SECOND);
        node.head += 30_000;

        assertThat(book.active()).containsOnlyKeys(FIRST);
        assertThat(node.asked.stream().filter("eth_getLogs"::equals)).hasSizeLessThanOrEqualTo(21);
    }

    @Test
    void readsAllAnewAfterALongSilence() {
        book.active();
        node.reward(FIRST);
        node.head += 30_000;

        assertThat(book.active().get(FIRST))
                .extracting(OrchestratorRecord::lastRewardRound)
                .isEqualTo(node.round);
    }

    @Test
    void toleratesANodeThatIsABitBehind() {
        book.active();
        node.head -= 2;

        assertThat(book.active()).containsOnlyKeys(FIRST, SECOND);
    }

    private OrchestratorBook book() {
        var rpc = new EthereumRpc(node, EthereumRpc.WATCHING);
        return new OrchestratorBook(new ContractCalls(rpc, new EventReader(node.contracts)), node.contracts);
    }
}
