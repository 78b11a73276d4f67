package io.headrace.ethereum.abi;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions that no vector calls with arguments: at least their selectors and the contracts' names agree. */
class SelectorVectorsTest {

    private static final EthAddress AT = EthAddress.parse("0x00000000000000000000000000000000000000aa");

    static Stream<Arguments> questions() {
        var bonding = new BondingContract(AT);
        var rounds = new RoundsContract(AT);
        var broker = new BrokerContract(AT);
        var minter = new MinterContract(AT);
        var token = new TokenContract(AT);
        return Stream.of(
                        Stream.of(
                                bonding.transcoder(AT),
                                bonding.totalStake(AT),
                                bonding.pendingFees(AT, 1),
                                bonding.isRegistered(AT),
                                bonding.isActive(AT),
                                bonding.firstInPool(),
                                bonding.nextInPool(AT),
                                bonding.poolSize(),
                                bonding.poolMaxSize(),
                                bonding.totalBonded()),
                        Stream.of(
                                rounds.currentRound(),
                                rounds.currentRoundStartBlock(),
                                rounds.currentRoundInitialized(),
                                rounds.currentRoundLocked(),
                                rounds.lastInitializedRound(),
                                rounds.roundLength(),
                                rounds.blockNum()),
                        Stream.of(
                                broker.claimableReserve(AT, AT), broker.unlockPeriod(), broker.ticketValidityPeriod()),
                        Stream.of(
                                minter.inflation(),
                                minter.currentMintableTokens(),
                                minter.currentMintedTokens(),
                                minter.globalTotalSupply()),
                        Stream.of(token.allowance(AT, AT), token.balanceOf(AT), token.totalSupply()),
                        Stream.of(new ControllerContract(AT).paused(), new ServicesContract(AT).serviceUri(AT)))
                .flatMap(of -> of)
                .map(query -> Arguments.of(query.what(), query.data().toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void asksWithTheContractsOwnSelector(String what, String data) {
        String contract = what.substring(0, what.indexOf('.'));
        String function = what.substring(what.indexOf('.') + 1);
        var selectors = ContractVectors.ALL.get("selectors").get(contract).properties().stream()
                .filter(entry -> entry.getKey().startsWith(function + "("))
                .map(entry -> entry.getValue().stringValue())
                .collect(Collectors.toSet());

        assertThat(selectors).contains(data.substring(0, 10));
    }

    @Test
    void transfersTokensWithTheContractsOwnSelector() {
        assertThat(new TokenContract(AT).transfer(AT, Tokens.whole(1)).data().toString())
                .startsWith(ContractVectors.ALL
                        .get("selectors")
                        .get("LivepeerToken")
                        .get("transfer(address,uint256)")
                        .stringValue());
        assertThat(Call.pay(AT, Wei.of(1)).data().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Controller",
        "LivepeerToken",
        "TicketBroker",
        "BondingManager",
        "RoundsManager",
        "ServiceRegistry",
        "Minter"
    })
    void namesContractsAsTheControllerDoes(String name) {
        assertThat(ControllerContract.id(name))
                .hasToString(ContractVectors.ALL.get("contractIds").get(name).stringValue());
    }

    @Test
    void watchesAtLeastWhatTheNetworksOwnNodeWatches() {
        var watched = StreamSupport.stream(
                        ContractVectors.ALL.get("watchedTopics").spliterator(), false)
                .map(topic -> topic.get("topic").stringValue())
                .toList();

        assertThat(new EventReader(EventReaderTest.CONTRACTS)
                        .topics().stream().map(Object::toString).toList())
                .containsAll(watched);
    }
}
