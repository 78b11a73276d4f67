package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.admin.WalletView;
import io.headrace.admin.metrics.NodeMeters;
import io.headrace.chain.SpendRefused;
import io.headrace.chain.transaction.SpendLimits;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.gateway.discovery.Reach;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.InProcessLedger;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.desk.MoneyDesk;
import io.headrace.node.desk.SpendCaps;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.payments.currency.Rate;
import io.headrace.store.Database;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account with a million wei on a ledger of its own, and a gateway that pays from it. */
class TreasuryTest {

    private static final Wei WEALTH = Wei.of(1_000_000);

    private final LocalKey key = new LocalKey(PrivateKey.of(Hash256.of(BigInteger.valueOf(11))));
    private final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1), Signatures::signedBy),
            new Genesis(List.of(Genesis.wealthy(key.address(), WEALTH))));
    private final ChainAccess access = new InProcessLedger(ledger, Duration.ofDays(1));
    private final NodeBase base = new NodeBase();

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder.resolve("journal.db"));
    }

    @AfterEach
    void close() {
        database.close();
        access.close();
        base.close();
    }

    private GuardedAccount account(ChainAccess chain, SpendCaps caps) {
        var desk = MoneyDesk.open(caps, new DataDirectory(folder), () -> Instant.EPOCH);
        var meters = NodeMeters.ofGateway(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "gateway");
        return GuardedAccount.open(chain, key, desk, database, meters);
    }

    /** Of transactions, in an hour. */
    private static SpendCaps caps(long wei) {
        var most = Credit.of(wei);
        return new SpendCaps(SpendCaps.USUAL.tickets(), new SpendLimits(most, most, most, most, 10));
    }

    private GatewaySettings settings(long deposit, Optional<PriceSettings> maxPrice) {
        return new GatewaySettings(
                new DataDirectory(folder),
                0,
                0,
                List.of(),
                Optional.empty(),
                List.of(),
                LiveSettings.open(0),
                folder,
                Wei.of(deposit),
                Wei.of(200),
                Duration.ofMinutes(1),
                Reach.PUBLIC,
                maxPrice);
    }

    private GatewayTreasury treasury(GuardedAccount account, long deposit, Optional<PriceSettings> maxPrice)
            throws Exception {
        return GatewayTreasury.open(settings(deposit, maxPrice), base, access, account);
    }

    @Test
    void ownsNothingOffChain() throws Exception {
        var off = new ChainAccess.Off();
        try (var account = account(off, SpendCaps.USUAL);
                var treasury = GatewayTreasury.open(settings(700, Optional.empty()), base, off, account)) {
            assertThat(account.chain()).isEmpty();
            assertThat(account.wallet()).isEqualTo(WalletView.NONE);
            assertThat(treasury.paying()).isEmpty();
            assertThat(treasury.address()).isEqualTo(EthAddress.ZERO);
        }
    }

    @Test
    void showsWhatTheAccountHas() throws Exception {
        try (var account = account(access, SpendCaps.USUAL)) {
            assertThat(account.wallet().show().orElseThrow().address()).isEqualTo(key.address());
            assertThat(account.wallet().show().orElseThrow().eth()).isEqualTo(WEALTH);
        }
    }

    @Test
    void spendsWhatTheCapsAllowAndNoMore() {
        try (var account = account(access, caps(1_000))) {
            var broker = account.chain().orElseThrow().broker();

            broker.fund(Wei.of(900), Wei.of(100));

            assertThatThrownBy(() -> broker.fund(Wei.of(1), Wei.ZERO)).isInstanceOf(SpendRefused.class);
            assertThat(broker.funds(key.address()).deposit()).isEqualTo(Wei.of(900));
        }
    }

    @Test
    void bringsDepositAndReserveToWhatTheOperatorWants() throws Exception {
        try (var account = account(access, SpendCaps.USUAL);
                var treasury = treasury(account, 700, Optional.empty())) {
            assertThat(treasury.address()).isEqualTo(key.address());
            var funds = treasury.paying().orElseThrow().funds();
            assertThat(funds.deposit()).isEqualTo(Wei.of(700));
            assertThat(funds.reserve()).isEqualTo(Wei.of(200));
        }
    }

    @Test
    void worksWithWhatIsThereWhenTheCapsForbidMore() throws Exception {
        try (var account = account(access, caps(100));
                var treasury = treasury(account, 700, Optional.empty())) {
            assertThat(treasury.paying().orElseThrow().funds().deposit()).isEqualTo(Wei.ZERO);
        }
    }

    @Test
    void worksWithWhatIsThereWhenTheAccountIsTooPoor() throws Exception {
        try (var account = account(access, SpendCaps.USUAL);
                var treasury = treasury(account, 2_000_000, Optional.empty())) {
            assertThat(treasury.paying().orElseThrow().funds().deposit()).isEqualTo(Wei.ZERO);
        }
    }

    @Test
    void paysNoMoreThanTheOperatorWrote() throws Exception {
        var most = Optional.of(PriceSettings.inWei(Price.of(50, 1)));
        try (var account = account(access, SpendCaps.USUAL);
                var treasury = treasury(account, 0, most)) {
            assertThat(treasury.ceiling().with(Optional.of(Price.of(70, 1)))).contains(Price.of(50, 1));
            assertThat(treasury.ceiling().with(Optional.of(Price.of(30, 1)))).contains(Price.of(30, 1));
        }
    }

    @Test
    void paysWhatAJobAllowsWhereTheOperatorWroteNothing() throws Exception {
        try (var account = account(access, SpendCaps.USUAL);
                var treasury = treasury(account, 0, Optional.empty())) {
            assertThat(treasury.ceiling().with(Optional.of(Price.of(70, 1)))).contains(Price.of(70, 1));
            assertThat(treasury.ceiling().with(Optional.empty())).isEmpty();
        }
    }

    @Test
    void knowsWhatDollarsAreWorthFromTheBeginning() throws Exception {
        var rate = Rate.ofPair("ETH / USD", new BigDecimal(2_000), Instant.now());
        var most = Optional.of(new PriceSettings(QuotedPrice.parse("0.000000002USD", "1"), new RateSource.Fixed(rate)));
        try (var account = account(access, SpendCaps.USUAL);
                var treasury = treasury(account, 0, most)) {
            assertThat(treasury.ceiling().with(Optional.empty())).contains(Price.of(1_000_000, 1));
        }
    }
}
