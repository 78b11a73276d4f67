package io.headrace.ethereum.abi;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class CallVectorsTest {

    private static final EthAddress AT = EthAddress.parse("0x00000000000000000000000000000000000000aa");
    private static final BrokerContract BROKER = new BrokerContract(AT);
    private static final RoundsContract ROUNDS = new RoundsContract(AT);
    private static final BondingContract BONDING = new BondingContract(AT);

    /** How each call of the vectors is made here. */
    private static final Map<String, Function<JsonNode, HexData>> CALLS = calls();

    static Stream<String> functions() {
        return ContractVectors.calls().map(call -> call.get("function").stringValue());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void encodesCallsByteForByte(String function) {
        var vector = ContractVectors.call(function);

        var made = Objects.requireNonNull(CALLS.get(function), function).apply(vector.get("args"));

        assertThat(made).hasToString(vector.get("calldata").stringValue());
    }

    @Test
    void sendsTheSumAlongWhenFundingBoth() {
        var call = BROKER.fundDepositAndReserve(Wei.of(3), Wei.of(4));

        assertThat(call.value()).isEqualTo(Wei.of(7));
        assertThat(call.to()).isEqualTo(AT);
    }

    @Test
    void makesTicketsHashTheSameQuestionAsTheContract() {
        var ticket = winner(ContractVectors.calls().findFirst().orElseThrow().get("args"), 0)
                .ticket();

        assertThat(BROKER.ticketHash(ticket).data().toString())
                .startsWith(ContractVectors.ALL
                        .get("selectors")
                        .get("TicketBroker")
                        .get("getTicketHash((address,address,uint256,uint256,uint256,bytes32,bytes))")
                        .stringValue());
    }

    private static Map<String, Function<JsonNode, HexData>> calls() {
        String tuple = "(address,address,uint256,uint256,uint256,bytes32,bytes)";
        var calls = new TreeMap<String, Function<JsonNode, HexData>>();
        calls.put(
                "redeemWinningTicket(" + tuple + ",bytes,uint256)",
                args -> BROKER.redeem(winner(args, 0)).data());
        calls.put(
                "batchRedeemWinningTickets(" + tuple + "[],bytes[],uint256[])",
                args -> BROKER.redeemAll(IntStream.range(0, args.get(0).size())
                                .mapToObj(i -> batched(args, i))
                                .toList())
                        .data());
        calls.put(
                "usedTickets(bytes32)",
                args -> BROKER.usedTickets(hash(args, 0)).data());
        calls.put(
                "fundDepositAndReserve(uint256,uint256)",
                args -> BROKER.fundDepositAndReserve(wei(args, 0), wei(args, 1)).data());
        calls.put("fundDeposit()", _ -> BROKER.fundDeposit(Wei.of(1)).data());
        calls.put("fundReserve()", _ -> BROKER.fundReserve(Wei.of(1)).data());
        calls.put("unlock()", _ -> BROKER.unlock().data());
        calls.put("cancelUnlock()", _ -> BROKER.cancelUnlock().data());
        calls.put("withdraw()", _ -> BROKER.withdraw().data());
        calls.put(
                "getSenderInfo(address)",
                args -> BROKER.senderInfo(address(args, 0)).data());
        calls.put(
                "claimedReserve(address,address)",
                args -> BROKER.claimedReserve(address(args, 0), address(args, 1))
                        .data());
        calls.put(
                "getContract(bytes32)",
                _ -> new ControllerContract(AT).contract(BrokerContract.NAME).data());
        calls.put("initializeRound()", _ -> ROUNDS.initializeRound(7).data());
        calls.put(
                "blockHashForRound(uint256)",
                args -> ROUNDS.blockHashForRound(count(args, 0)).data());
        calls.put(
                "bondWithHint(uint256,address,address,address,address,address)",
                args -> BONDING.bond(tokens(args, 0), address(args, 1), position(args, 2), position(args, 4))
                        .data());
        calls.put(
                "transcoder(uint256,uint256)",
                args -> BONDING.transcoder(count(args, 0), count(args, 1)).data());
        calls.put(
                "rewardWithHint(address,address)",
                args -> BONDING.reward(7, position(args, 0)).data());
        calls.put(
                "unbondWithHint(uint256,address,address)",
                args -> BONDING.unbond(tokens(args, 0), position(args, 1)).data());
        calls.put(
                "withdrawStake(uint256)",
                args -> BONDING.withdrawStake(count(args, 0)).data());
        calls.put(
                "withdrawFees(address,uint256)",
                args -> BONDING.withdrawFees(address(args, 0), wei(args, 1)).data());
        calls.put(
                "getTranscoderEarningsPoolForRound(address,uint256)",
                args -> BONDING.earningsPool(address(args, 0), count(args, 1)).data());
        calls.put(
                "setServiceURI(string)",
                args -> new ServicesContract(AT)
                        .setServiceUri(args.get(0).stringValue())
                        .data());
        calls.put(
                "approve(address,uint256)",
                args -> new TokenContract(AT)
                        .approve(address(args, 0), tokens(args, 1))
                        .data());
        return calls;
    }

    private static WinningTicket winner(JsonNode args, int from) {
        return winner(args.get(from), args.get(from + 1), args.get(from + 2));
    }

    private static WinningTicket batched(JsonNode args, int index) {
        return winner(
                args.get(0).get(index), args.get(1).get(index), args.get(2).get(index));
    }

    private static WinningTicket winner(JsonNode tuple, JsonNode signature, JsonNode rand) {
        var aux = HexData.parse(tuple.get("auxData").stringValue());
        var words = Words.of(aux, 2);
        var ticket = new Ticket(
                EthAddress.parse(tuple.get("recipient").stringValue()),
                EthAddress.parse(tuple.get("sender").stringValue()),
                Wei.parse(tuple.get("faceValue").stringValue()),
                new WinProb(new BigInteger(tuple.get("winProb").stringValue())),
                Long.parseLong(tuple.get("senderNonce").stringValue()),
                Hash256.parse(tuple.get("recipientRandHash").stringValue()),
                new CreationRound(words.count(0), words.hash(1)));
        return new WinningTicket(
                new SignedTicket(
                        ticket,
                        Signature.of(HexData.parse(signature.stringValue()).bytes())),
                Hash256.of(new BigInteger(rand.stringValue())),
                BigInteger.ZERO);
    }

    private static Position position(JsonNode args, int from) {
        return new Position(address(args, from), address(args, from + 1));
    }

    private static EthAddress address(JsonNode args, int index) {
        return EthAddress.parse(args.get(index).stringValue());
    }

    private static Hash256 hash(JsonNode args, int index) {
        return Hash256.parse(args.get(index).stringValue());
    }

    private static Wei wei(JsonNode args, int index) {
        return Wei.parse(args.get(index).stringValue());
    }

    private static Tokens tokens(JsonNode args, int index) {
        return new Tokens(new BigInteger(args.get(index).stringValue()));
    }

    private static long count(JsonNode args, int index) {
        return Long.parseLong(args.get(index).stringValue());
    }
}
