package io.headrace.node.settlement;

import static io.headrace.node.settlement.SettlementFixture.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.store.AcceptanceStore;
import io.headrace.store.Database;
import io.headrace.store.WinnerStore;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurablePaymentsTest {

    private static final AccountKey KEY = new AccountKey(GATEWAY.address(), "session-1");

    @TempDir
    Path folder;

    private final SettlementFixture network = new SettlementFixture();

    @Test
    void keepsPaymentsFeesAndWinnersOverARestart() {
        var winner = network.winner(300, 1);
        life(database -> {
            var payments = new DurablePayments(new AcceptanceStore(database));
            payments.keep(new Acceptance(
                    KEY,
                    Price.of(1, 3),
                    Credit.of(10),
                    Hash256.ZERO,
                    BigInteger.valueOf(140),
                    List.of(1L),
                    List.of(winner)));
            payments.keepFee(KEY, Credit.of(4));
        });

        assertThat(recalled().statement(KEY).balance()).isEqualTo(Credit.of(6));
        life(database -> assertThat(new WinnerStore(database).open()).containsExactly(winner));
    }

    @Test
    void forgetsWhatTheCashierForgot() {
        life(database -> {
            var payments = new DurablePayments(new AcceptanceStore(database));
            payments.keep(new Acceptance(
                    KEY, Price.of(1, 3), Credit.of(10), Hash256.ZERO, BigInteger.TWO, List.of(1L), List.of()));
            payments.forget(List.of(KEY), 100);
        });

        assertThat(recalled().pinnedPrice(KEY)).isEmpty();
    }

    private Cashier recalled() {
        var cashier = new Cashier(CashierLimits.withMinimum(Credit.ZERO));
        life(database -> new AcceptanceStore(database).recallInto(cashier, Instant.EPOCH, 100));
        return cashier;
    }

    private void life(Consumer<Database> lived) {
        try (var database = Database.open(folder.resolve("db"))) {
            lived.accept(database);
        }
    }
}
