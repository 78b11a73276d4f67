package io.headrace.node.settlement;

import static io.headrace.node.settlement.SettlementFixture.GATEWAY;
import static io.headrace.node.settlement.SettlementFixture.NEWCOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.payments.Wei;
import java.net.URI;
import org.junit.jupiter.api.Test;

class LocalFundingTest {

    private static final URI SERVICE = URI.create("https://127.0.0.1:8935");

    private final SettlementFixture network = new SettlementFixture();

    @Test
    void bringsDepositAndReserveToWhatIsWanted() {
        var funds = LocalFunding.fund(network.gateway, Wei.of(700), Wei.of(200));

        assertThat(funds.deposit()).isEqualTo(Wei.of(700));
        assertThat(funds.reserve()).isEqualTo(Wei.of(200));
    }

    @Test
    void addsOnlyWhatIsMissing() {
        LocalFunding.fund(network.gateway, Wei.of(700), Wei.of(200));

        var funds = LocalFunding.fund(network.gateway, Wei.of(900), Wei.of(100));

        assertThat(funds.deposit()).isEqualTo(Wei.of(900));
        assertThat(funds.reserve()).isEqualTo(Wei.of(200));
        assertThat(network.gateway.wallet().eth(GATEWAY.address())).isEqualTo(Wei.of(1_000_000 - 1_100));
    }

    @Test
    void paysNothingTwiceWhenItIsStartedAgain() {
        LocalFunding.fund(network.gateway, Wei.of(700), Wei.of(200));
        var serial = network.ledger.state().serial();

        LocalFunding.fund(network.gateway, Wei.of(700), Wei.of(200));

        assertThat(network.ledger.state().serial()).isEqualTo(serial);
    }

    @Test
    void saysThatTheAccountHasTooLittleEther() {
        assertThatThrownBy(() -> LocalFunding.fund(network.gateway, Wei.of(2_000_000), Wei.ZERO))
                .isInstanceOfSatisfying(
                        FundingFailed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Revert.BALANCE_TOO_LOW))
                .hasMessageContaining("2000000 wei")
                .hasMessageContaining(GATEWAY.address().toString());
    }

    @Test
    void registersAnOrchestratorThatServesFromTheNextRoundOn() {
        var standing = LocalFunding.register(network.newcomer, SERVICE, Tokens.whole(100));
        network.nextRound();

        assertThat(standing.stake()).isEqualTo(Tokens.whole(100));
        assertThat(network.newcomer.bonding().standing(NEWCOMER.address()).active())
                .isTrue();
        assertThat(network.gateway.services().uri(NEWCOMER.address())).contains(SERVICE.toString());
    }

    @Test
    void bondsOnlyWhatIsMissingAndRegistersOnce() {
        LocalFunding.register(network.newcomer, SERVICE, Tokens.whole(100));
        LocalFunding.register(network.newcomer, SERVICE, Tokens.whole(120));
        var serial = network.ledger.state().serial();

        var standing = LocalFunding.register(network.newcomer, SERVICE, Tokens.whole(110));

        assertThat(standing.stake()).isEqualTo(Tokens.whole(120));
        assertThat(network.ledger.state().serial()).isEqualTo(serial);
    }

    @Test
    void publishesAnAddressThatChanged() {
        LocalFunding.register(network.newcomer, SERVICE, Tokens.whole(100));

        LocalFunding.register(network.newcomer, URI.create("https://127.0.0.1:9000"), Tokens.whole(100));

        assertThat(network.newcomer.services().uri(NEWCOMER.address())).contains("https://127.0.0.1:9000");
    }

    @Test
    void saysThatTheAccountHasTooFewTokens() {
        assertThatThrownBy(() -> LocalFunding.register(network.newcomer, SERVICE, Tokens.whole(151)))
                .isInstanceOf(FundingFailed.class)
                .hasMessageContaining("tokens");
    }
}
