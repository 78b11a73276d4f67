package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.WinningTicket;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptances of offers that expire at block 140, recalled at block 100. */
class AcceptanceStoreTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final long BLOCK = 100;
    private static final BigInteger EXPIRES = BigInteger.valueOf(140);
    private static final long LONG_EXPIRED = 140 + AcceptanceStore.BLOCKS_BEHIND;
    private static final Price PRICE = Price.of(3, 7);
    private static final Hash256 OFFER = Hash256.of(BigInteger.valueOf(5));
    private static final AccountKey KEY = account(1, "session-1");

    @TempDir
    Path folder;

    @Test
    void recallsCreditPriceAndFeesExactly() {
        life(store -> {
            store.keep(taken(KEY, new Credit(BigInteger.TEN, BigInteger.valueOf(3)), OFFER, List.of(1L, 2L)));
            store.keepFee(KEY, new Credit(BigInteger.ONE, BigInteger.valueOf(7)));
        });

        var cashier = recalled(BLOCK);

        assertThat(cashier.pinnedPrice(KEY)).contains(PRICE);
        assertThat(cashier.statement(KEY).accepted()).isEqualTo(Credit.parse("10/3"));
        assertThat(cashier.statement(KEY).debited()).isEqualTo(Credit.parse("1/7"));
    }

    @Test
    void recallsADebt() {
        life(store -> {
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L)));
            store.keepFee(KEY, Credit.of(8));
        });

        assertThat(recalled(BLOCK).statement(KEY).balance()).isEqualTo(Credit.of(-3));
    }

    @Test
    void recallsWhichNoncesWereUsed() {
        life(store -> {
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L, 2L)));
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(0xffff_ffffL)));
        });

        var cashier = recalled(BLOCK);

        for (long used : List.of(1L, 2L, 0xffff_ffffL)) {
            assertThatThrownBy(() -> cashier.recall(taken(KEY, Credit.ZERO, OFFER, List.of(used)), NOW))
                    .hasMessageContaining("Accepted twice");
        }
        assertThatCode(() -> cashier.recall(taken(KEY, Credit.ZERO, OFFER, List.of(3L)), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void recallsAnAccountOfFreeWorkAndNoneOfAPromise() {
        life(store -> {
            store.keep(promise(account(2, "free"), Price.FREE));
            store.keep(promise(KEY, PRICE));
        });

        var cashier = recalled(BLOCK);

        assertThat(cashier.pinnedPrice(account(2, "free"))).contains(Price.FREE);
        assertThat(cashier.pinnedPrice(KEY)).isEmpty();
    }

    @Test
    void dropsNoncesOfOffersThatExpiredAndKeepsTheirCredit() {
        life(store -> {
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L)));
            store.forget(List.of(), LONG_EXPIRED);
        });

        var cashier = recalled(BLOCK);

        assertThat(cashier.statement(KEY).accepted()).isEqualTo(Credit.of(5));
        assertThatCode(() -> cashier.recall(taken(KEY, Credit.ZERO, OFFER, List.of(1L)), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void recallsNoNoncesOfOffersThatExpiredMeanwhile() {
        life(store -> store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L))));

        var cashier = recalled(LONG_EXPIRED);

        assertThatCode(() -> cashier.recall(taken(KEY, Credit.ZERO, OFFER, List.of(1L)), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void keepsNoncesOfAnOfferThatExpiresAnewWhenTheChainFallsBack() {
        life(store -> {
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L)));
            store.forget(List.of(), 140);
        });

        assertThatThrownBy(() -> recalled(139).recall(taken(KEY, Credit.ZERO, OFFER, List.of(1L)), NOW))
                .hasMessageContaining("Accepted twice");
    }

    @Test
    void keepsNoncesOfAnOfferThatNeverExpires() {
        var never =
                new Acceptance(KEY, PRICE, Credit.of(5), OFFER, BigInteger.ONE.shiftLeft(256), List.of(1L), List.of());
        life(store -> store.keep(never));

        assertThatThrownBy(() -> recalled(BLOCK).recall(never, NOW)).hasMessageContaining("Accepted twice");
    }

    @Test
    void forgetsAccountsAndTakesNoFeeOfThem() {
        life(store -> {
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L)));
            store.forget(List.of(KEY), 140);
            store.keepFee(KEY, Credit.of(1));
        });

        assertThat(recalled(BLOCK).pinnedPrice(KEY)).isEmpty();
    }

    @Test
    void beginsAnewWithAnAccountThatWasForgotten() {
        var dearer = Price.of(2, 1);
        life(store -> {
            store.keep(taken(KEY, Credit.of(5), OFFER, List.of(1L)));
            store.forget(List.of(KEY), BLOCK);
            store.keep(new Acceptance(KEY, dearer, Credit.of(9), OFFER, EXPIRES, List.of(2L), List.of()));
        });

        var cashier = recalled(BLOCK);

        assertThat(cashier.pinnedPrice(KEY)).contains(dearer);
        assertThat(cashier.statement(KEY).balance()).isEqualTo(Credit.of(9));
    }

    @Test
    void keepsTheWinnersOfAPaymentTogetherWithItsCredit() {
        var winner = Winners.numbered(1);

        try (var database = Database.open(folder.resolve("db"))) {
            new AcceptanceStore(database)
                    .keep(new Acceptance(KEY, PRICE, Credit.of(5), OFFER, EXPIRES, List.of(1L), List.of(winner)));
            new WinnerStore(database).add(winner);

            assertThat(new WinnerStore(database).open()).containsExactly(winner);
        }
    }

    @Test
    void recallsWhateverACashierWentThrough() {
        var chance = new Random(31);
        var accounts = IntStream.range(0, 5).mapToObj(i -> account(i, "s" + i)).toList();
        var lived = cashier();
        life(store -> {
            for (int i = 0; i < 300; i++) {
                var account = accounts.get(chance.nextInt(accounts.size()));
                var amount = new Credit(
                        BigInteger.valueOf(chance.nextInt(1_000)), BigInteger.valueOf(1 + chance.nextInt(50)));
                if (lived.pinnedPrice(account).isEmpty() || chance.nextBoolean()) {
                    var taken = taken(account, amount, offer(i), nonces(chance));
                    lived.recall(taken, NOW);
                    store.keep(taken);
                } else {
                    lived.recallFee(account, amount, NOW);
                    store.keepFee(account, amount);
                }
            }
        });

        var cashier = recalled(BLOCK);

        assertThat(accounts).allSatisfy(account -> {
            assertThat(cashier.statement(account)).isEqualTo(lived.statement(account));
            assertThat(cashier.pinnedPrice(account)).isEqualTo(lived.pinnedPrice(account));
        });
    }

    private static List<Long> nonces(Random chance) {
        return LongStream.range(0, 1 + chance.nextInt(20)).boxed().toList();
    }

    private static Hash256 offer(int number) {
        return Hash256.of(BigInteger.valueOf(1_000 + number));
    }

    private static AccountKey account(int number, String session) {
        return new AccountKey(EthAddress.parse("%040x".formatted(number)), session);
    }

    private static Acceptance taken(AccountKey account, Credit credited, Hash256 offer, List<Long> nonces) {
        return new Acceptance(account, PRICE, credited, offer, EXPIRES, nonces, List.<WinningTicket>of());
    }

    private static Acceptance promise(AccountKey account, Price price) {
        return new Acceptance(account, price, Credit.ZERO, Hash256.ZERO, BigInteger.ZERO, List.of(), List.of());
    }

    private static Cashier cashier() {
        return new Cashier(CashierLimits.withMinimum(Credit.ZERO));
    }

    private Cashier recalled(long block) {
        var cashier = cashier();
        life(store -> store.recallInto(cashier, NOW, block));
        return cashier;
    }

    private void life(Consumer<AcceptanceStore> lived) {
        try (var database = Database.open(folder.resolve("db"))) {
            lived.accept(new AcceptanceStore(database));
        }
    }
}
