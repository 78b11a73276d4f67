package io.headrace.ethereum.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverRpcTest {

    private static final long CHAIN = 31_337;
    private static final EthAddress SOMEBODY = EthAddress.parse("0x00000000000000000000000000000000000000aa");

    private static final String SEND = "eth_sendRawTransaction";
    private static final HexData RAW = HexData.parse("0x02c0");

    private final ScriptedEndpoint first = new ScriptedEndpoint("first");
    private final ScriptedEndpoint second = new ScriptedEndpoint("second");
    private final ScriptedEndpoint third = new ScriptedEndpoint("third");
    private long nanos = 1_000;

    @Test
    void asksTheFirstEndpointAloneWhileItIsHealthy() {
        first.answering("eth_getBalance", "\"0x5\"");

        assertThat(rpc(first, second).balance(SOMEBODY)).isEqualTo(Wei.of(5));
        assertThat(first.asked).containsExactly("eth_chainId", "eth_blockNumber", "eth_getBalance");
        assertThat(second.asked).isEmpty();
    }

    @Test
    void readsFromTheNextWhenOneFailsAndLetsThatRest() {
        first.failing("eth_getBalance");
        second.answering("eth_getBalance", "\"0x5\"");
        var rpc = rpc(first, second);

        assertThat(rpc.balance(SOMEBODY)).isEqualTo(Wei.of(5));
        first.answering("eth_getBalance", "\"0x6\"");
        assertThat(rpc.balance(SOMEBODY)).as("while the first rests").isEqualTo(Wei.of(5));

        nanos += Duration.ofSeconds(1).toNanos();
        assertThat(rpc.balance(SOMEBODY)).as("after its rest").isEqualTo(Wei.of(6));
        assertThat(first.asked).as("verified again").endsWith("eth_chainId", "eth_blockNumber", "eth_getBalance");
    }

    @Test
    void refusesAnEndpointOfAnotherChainForGood() {
        first.answering("eth_chainId", "\"0x1\"");
        second.answering("eth_getBalance", "\"0x5\"");
        var rpc = rpc(first, second);

        assertThat(rpc.balance(SOMEBODY)).isEqualTo(Wei.of(5));
        nanos += Duration.ofHours(1).toNanos();
        assertThat(rpc.balance(SOMEBODY)).isEqualTo(Wei.of(5));

        assertThat(first.asked).containsExactly("eth_chainId");
    }

    @Test
    void saysWhichChainWasFoundWhenNobodyElseIsThere() {
        first.answering("eth_chainId", "\"0x1\"");
        var rpc = rpc(first);

        assertThatThrownBy(() -> rpc.balance(SOMEBODY)).hasMessageContaining("it follows chain 1, not 31337");
        assertThatThrownBy(() -> rpc.balance(SOMEBODY))
                .isInstanceOfSatisfying(
                        ChainUnavailable.class,
                        failure -> assertThat(failure.retryHelps()).isFalse())
                .hasMessageContaining("it follows chain 1");
    }

    @Test
    void asksTheOnlyEndpointThoughItRests() {
        first.failing("eth_getBalance");
        var rpc = rpc(first);
        assertThatThrownBy(() -> rpc.balance(SOMEBODY))
                .isInstanceOf(ChainUnavailable.class)
                .hasMessageContaining("first: broken off");

        first.answering("eth_getBalance", "\"0x5\"");

        assertThat(rpc.balance(SOMEBODY)).isEqualTo(Wei.of(5));
    }

    @Test
    void passesOverAnEndpointThatLags() {
        first.answering("eth_blockNumber", "\"0x10\"").failing("eth_getBalance");
        second.answering("eth_getBalance", "\"0x5\"").answering("eth_blockNumber", "\"0x64\"");
        var rpc = rpc(first, second);
        rpc.balance(SOMEBODY);
        nanos += Duration.ofHours(1).toNanos();
        first.answering("eth_getBalance", "\"0x6\"");

        assertThat(rpc.balance(SOMEBODY)).as("of the one that is not behind").isEqualTo(Wei.of(5));
    }

    @Test
    void doesNotBelieveOneEndpointThatInventsBlocks() {
        assertThat(Heads.best(List.of(100L, 1_000_000L, 101L))).isEqualTo(101);
        assertThat(Heads.best(List.of(100L, 105L))).isEqualTo(105);
        assertThat(Heads.best(List.of(-1L, -1L))).isEqualTo(-1);
    }

    @Test
    void asksForLogsOnlyWhereTheLastBlockWasSeen() {
        first.answering("eth_blockNumber", "\"0x63\"");
        second.answering("eth_getLogs", "[]");
        var rpc = rpc(first, second);

        assertThat(rpc.logs(new LogFilter(90, 100, List.of(), List.of()))).isEmpty();

        assertThat(first.asked).doesNotContain("eth_getLogs");
    }

    @Test
    void doesNotBelieveThatGasCostsNothing() {
        first.answering("eth_gasPrice", "\"0x0\"");
        second.answering("eth_gasPrice", "\"0x7\"");

        assertThat(rpc(first, second).gasPrice()).isEqualTo(Wei.of(7));
    }

    @Test
    void passesOverWhatItCannotRead() {
        first.answering("eth_getBalance", "{\"odd\":1}");
        second.answering("eth_getBalance", "\"0x" + "f".repeat(65) + "\"");
        third.answering("eth_getBalance", "\"0x5\"");

        assertThat(rpc(first, second, third).balance(SOMEBODY)).isEqualTo(Wei.of(5));
    }

    @Test
    void takesARefusalAsTheAnswer() {
        first.refusing("eth_estimateGas", """
                {"code":3,"message":"execution reverted","data":"0x08c379a0%s"}
                """.formatted(
                        "%064x%064x".formatted(32, 14) + "7469636b65742069732075736564" + "00".repeat(18)));
        var rpc = rpc(first, second);

        assertThatThrownBy(() -> rpc.estimateGas(CallMessage.view(SOMEBODY, HexData.NONE)))
                .isInstanceOfSatisfying(RpcRefusal.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(RpcRefusal.Reason.REVERTED);
                    assertThat(refusal.revertText()).contains("ticket is used");
                });
        assertThat(second.asked).isEmpty();
    }

    @Test
    void countsATransactionAsSentThatIsThereAlready() {
        var raw = HexData.parse("0x02c0");
        first.refusing("eth_sendRawTransaction", "{\"code\":-32000,\"message\":\"already known\"}");

        assertThat(rpc(first).sendRaw(raw)).isEqualTo(Keccak.hash(raw.bytes()));
    }

    @Test
    void refusesATransactionWhoseNonceAnotherOneTook() {
        first.refusing("eth_sendRawTransaction", "{\"code\":-32000,\"message\":\"nonce too low\"}")
                .answering("eth_getTransactionByHash", "null");

        assertThatThrownBy(() -> rpc(first).sendRaw(HexData.parse("0x02c0")))
                .isInstanceOfSatisfying(
                        RpcRefusal.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(RpcRefusal.Reason.NONCE_TOO_LOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce too low", "insufficient funds", "replacement transaction underpriced", "odd"})
    void doesNotTakeARefusalForNeverTakenAfterAnotherMayHaveTakenIt(String words) {
        first.failing(SEND);
        second.refusing(SEND, refusal(words)).answering("eth_getTransactionByHash", "null");

        assertThatThrownBy(() -> rpc(first, second).sendRaw(RAW))
                .isInstanceOfSatisfying(
                        ChainUnavailable.class,
                        unknown -> assertThat(unknown.retryHelps()).isFalse())
                .hasMessageContaining("first: broken off")
                .hasMessageContaining(words);
    }

    @Test
    void doesNotBelieveARefusalAfterAnAnswerThatCannotBeRead() {
        first.answering(SEND, "{\"odd\":1}");
        second.refusing(SEND, refusal("nonce too low"));

        assertThatThrownBy(() -> rpc(first, second).sendRaw(RAW)).isInstanceOf(ChainUnavailable.class);
    }

    @Test
    void countsATransactionAsSentThatOneMayHaveTakenAndAnotherKnows() {
        first.failing(SEND);
        second.refusing(SEND, refusal("already known"));

        assertThat(rpc(first, second).sendRaw(RAW)).isEqualTo(Keccak.hash(RAW.bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth_chainId", "eth_blockNumber"})
    void believesARefusalAfterOneThatFailedBeforeItWasAsked(String method) {
        first.failing(method);
        second.refusing(SEND, refusal("insufficient funds"));

        assertThatThrownBy(() -> rpc(first, second).sendRaw(RAW)).isInstanceOf(RpcRefusal.class);
    }

    @Test
    void believesARefusalAfterOneThatWasNotReached() {
        first.unreached(SEND);
        second.refusing(SEND, refusal("insufficient funds"));

        assertThatThrownBy(() -> rpc(first, second).sendRaw(RAW)).isInstanceOf(RpcRefusal.class);
    }

    @Test
    void believesTheRefusalOfAQuestionWhateverFailedBefore() {
        first.failing("eth_estimateGas");
        second.refusing("eth_estimateGas", refusal("insufficient funds"));

        assertThatThrownBy(() -> rpc(first, second).estimateGas(CallMessage.view(SOMEBODY, HexData.NONE)))
                .isInstanceOf(RpcRefusal.class);
    }

    private static String refusal(String words) {
        return "{\"code\":-32000,\"message\":\"" + words + "\"}";
    }

    @Test
    void makesATipOfTheGasPriceWhereNodesKnowNoTips() {
        first.refusing("eth_maxPriorityFeePerGas", "{\"code\":-32601,\"message\":\"no such method\"}")
                .answering("eth_gasPrice", "\"0xa\"")
                .answering("eth_getBlockByNumber", """
                        {"number":"0x64","l1BlockNumber":"0x9","hash":"0x%064x","parentHash":"0x%064x","baseFeePerGas":"0x7"}
                        """.formatted(2, 1));
        var rpc = rpc(first);

        assertThat(rpc.maxPriorityFeePerGas()).isEqualTo(Wei.of(3));
        assertThat(rpc.latest().settlementNumber()).isEqualTo(9);
    }

    private EthereumRpc rpc(ScriptedEndpoint... endpoints) {
        var failover = new FailoverRpc(List.of(endpoints), FailoverConfig.of(CHAIN), () -> nanos);
        return new EthereumRpc(failover, EthereumRpc.WATCHING);
    }
}
