package io.headrace.ethereum.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.ethereum.rpc.Log;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventReaderTest {

    static final Contracts CONTRACTS = new Contracts(
            new ControllerContract(address(0xc0)),
            new BrokerContract(address(0xb0)),
            new RoundsContract(address(0xd0)),
            new BondingContract(address(0xe0)),
            new MinterContract(address(0xf0)),
            new TokenContract(address(0xa0)),
            new ServicesContract(address(0x90)));

    private static final EthAddress SENDER = address(1);
    private static final EthAddress RECIPIENT = address(2);

    private final EventReader reader = new EventReader(CONTRACTS);

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        "TicketBroker",
                        "DepositFunded(",
                        List.of(word(1)),
                        words(70),
                        new ChainEvent.DepositFunded(SENDER, Wei.of(70))),
                Arguments.of(
                        "TicketBroker",
                        "ReserveClaimed(",
                        List.of(word(1)),
                        words(2, 70),
                        new ChainEvent.ReserveClaimed(SENDER, RECIPIENT, Wei.of(70))),
                Arguments.of(
                        "TicketBroker",
                        "WinningTicketTransfer(",
                        List.of(word(1), word(2)),
                        words(70),
                        new ChainEvent.WinningTicketTransfer(SENDER, RECIPIENT, Wei.of(70))),
                Arguments.of(
                        "TicketBroker", "Unlock(", List.of(word(1)), words(5, 7), new ChainEvent.Unlock(SENDER, 5, 7)),
                Arguments.of(
                        "TicketBroker",
                        "UnlockCancelled(",
                        List.of(word(1)),
                        words(),
                        new ChainEvent.UnlockCancelled(SENDER)),
                Arguments.of(
                        "TicketBroker",
                        "Withdrawal(",
                        List.of(word(1)),
                        words(5, 7),
                        new ChainEvent.Withdrawal(SENDER, Wei.of(5), Wei.of(7))),
                Arguments.of(
                        "RoundsManager",
                        "NewRound(",
                        List.of(word(9)),
                        words(77),
                        new ChainEvent.NewRound(new CreationRound(9, word(77)))),
                Arguments.of(
                        "BondingManager",
                        "Reward(",
                        List.of(word(2)),
                        words(70),
                        new ChainEvent.Reward(RECIPIENT, new Tokens(BigInteger.valueOf(70)))),
                Arguments.of(
                        "BondingManager",
                        "Bond(",
                        List.of(word(2), word(0), word(1)),
                        words(5, 7),
                        new ChainEvent.Bond(
                                RECIPIENT,
                                SENDER,
                                new Tokens(BigInteger.valueOf(5)),
                                new Tokens(BigInteger.valueOf(7)))),
                Arguments.of(
                        "BondingManager",
                        "TranscoderDeactivated(",
                        List.of(word(2)),
                        words(8),
                        new ChainEvent.TranscoderDeactivated(RECIPIENT, 8)),
                Arguments.of(
                        "ServiceRegistry",
                        "ServiceURIUpdate(",
                        List.of(word(2)),
                        words(32, 3).plus(HexData.parse("616263" + "00".repeat(29))),
                        new ChainEvent.ServiceUriUpdate(RECIPIENT, "abc")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("events")
    void readsEventsUnderTheContractsOwnTopics(
            String contract, String event, List<Hash256> indexed, HexData data, ChainEvent expected) {
        var topics = Stream.concat(Stream.of(topic(contract, event)), indexed.stream())
                .toList();

        assertThat(reader.read(log(at(contract), topics, data))).contains(expected);
    }

    @Test
    void overlooksTheSameTopicOfAStrangersContract() {
        var topics = List.of(topic("TicketBroker", "DepositFunded("), word(1));

        assertThat(reader.read(log(address(0x66), topics, words(70)))).isEmpty();
    }

    @Test
    void overlooksEventsThatNobodyReads() {
        assertThat(reader.read(log(at("TicketBroker"), List.of(word(5)), words())))
                .isEmpty();
        assertThat(reader.read(log(at("TicketBroker"), List.of(), words()))).isEmpty();
    }

    @Test
    void refusesAnEventWithTooFewValues() {
        var topic = topic("TicketBroker", "DepositFunded(");

        assertThatThrownBy(() -> reader.read(log(at("TicketBroker"), List.of(topic, word(1)), HexData.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values were expected");
        assertThatThrownBy(() -> reader.read(log(at("TicketBroker"), List.of(topic), words(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DepositFunded");
    }

    static Hash256 topic(String contract, String event) {
        return ContractVectors.ALL.get("eventTopics").get(contract).properties().stream()
                .filter(entry -> entry.getKey().startsWith(event))
                .map(entry -> Hash256.parse(entry.getValue().stringValue()))
                .findFirst()
                .orElseThrow();
    }

    private static EthAddress at(String contract) {
        return switch (contract) {
            case "TicketBroker" -> CONTRACTS.broker().at();
            case "RoundsManager" -> CONTRACTS.rounds().at();
            case "BondingManager" -> CONTRACTS.bonding().at();
            case "ServiceRegistry" -> CONTRACTS.services().at();
            default -> throw new IllegalArgumentException(contract);
        };
    }

    private static Log log(EthAddress contract, List<Hash256> topics, HexData data) {
        return new Log(contract, topics, data, 1, word(1), word(2), 0);
    }

    private static EthAddress address(long last) {
        return Words.address(word(last));
    }

    private static Hash256 word(long value) {
        return Hash256.of(BigInteger.valueOf(value));
    }

    private static HexData words(long... values) {
        var all = HexData.NONE;
        for (long value : values) {
            all = all.plus(HexData.of(word(value).bytes()));
        }
        return all;
    }
}
