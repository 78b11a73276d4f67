package io.headrace.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.SecretSource;
import io.headrace.crypto.Signatures;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.CashierLimits;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.PaymentRefusal;
import io.headrace.payments.recipient.Receipt;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.payments.sender.StagedPayment;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipient that was restarted: its secret and its database are all that it has of its former life. */
class RecipientRestartTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final ChainTime TIME = new ChainTime(100, new CreationRound(7, Keccak.hash(new byte[] {7})));
    private static final Price PRICE = Price.of(3, 2);
    private static final Wei TICKET_VALUE = Wei.of(1_000);
    private static final PrivateKey RECIPIENT = PrivateKey.of(Hash256.of(BigInteger.valueOf(11)));
    private static final PrivateKey SENDER = PrivateKey.of(Hash256.of(BigInteger.valueOf(12)));
    private static final AccountKey ACCOUNT = new AccountKey(SENDER.address(), "session");

    @TempDir
    Path folder;

    @Test
    void honoursWhatItOfferedBefore() {
        var offer = live("secret", life -> life.offer());

        var receipt = live("secret", life -> life.pay(offer, 1, 3));

        assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
        live("secret", life -> {
            assertThat(life.cashier.statement(ACCOUNT).balance())
                    .isEqualTo(offer.expectedValue().times(3));
            return 0;
        });
    }

    @Test
    void refusesNoncesThatItSawBefore() {
        var offer = live("secret", life -> {
            var made = life.offer();
            life.pay(made, 1, 3);
            return made;
        });

        Receipt again = live("secret", life -> life.pay(offer, 2, 1));
        Receipt further = live("secret", life -> life.pay(offer, 4, 1));

        assertThat(again)
                .isInstanceOfSatisfying(
                        Receipt.PartlyRefused.class,
                        partly -> assertThat(partly.refusal())
                                .isEqualTo(new PaymentRefusal.NonceSeen(SENDER.address(), 2)));
        assertThat(further).isInstanceOf(Receipt.Accepted.class);
    }

    @Test
    void knowsNoOfferOfAnotherSecret() {
        var offer = live("secret", life -> life.offer());

        Receipt receipt = live("other", life -> life.pay(offer, 1, 1));

        assertThat(receipt).isEqualTo(new Receipt.Refused(new PaymentRefusal.UnknownOffer()));
    }

    private <T> T live(String secret, Function<Life, T> lived) {
        try (var database = Database.open(folder.resolve("db"))) {
            return lived.apply(new Life(secret, new AcceptanceStore(database)));
        }
    }

    private static final class Life {

        private final Cashier cashier = new Cashier(CashierLimits.withMinimum(Credit.of(TICKET_VALUE)));
        private final RecipientRand rands;
        private final AcceptanceStore store;

        Life(String secret, AcceptanceStore store) {
            this.rands = new RecipientRand(new Hmac(secret.getBytes(US_ASCII)));
            this.store = store;
            store.recallInto(cashier, NOW, TIME.block());
        }

        TicketParams offer() {
            var desk = new OfferDesk(
                    RECIPIENT.address(),
                    new FixedMultipleRule(TICKET_VALUE, FixedMultipleRule.LOCAL_MULTIPLE),
                    rands,
                    SecretSource.system());
            var offering = desk.offer(SENDER.address(), PRICE, Credit.of(1_000_000), Wei.ZERO, TIME);
            return ((OfferDesk.Offering.Offered) offering).params();
        }

        Receipt pay(TicketParams offer, long firstNonce, int tickets) {
            var payment = new StagedPayment(1, PRICE, offer, offer.creation(), firstNonce, tickets).signedBy(SENDER);
            var funds = SenderFunds.of(Wei.of(1_000_000), Wei.of(1_000_000));
            var inspection = new TicketInspector(RECIPIENT.address(), rands, Signatures::signedBy)
                    .inspect(payment, new Circumstances(funds, true, TIME));
            var receipt = cashier.receive(ACCOUNT.session(), inspection, PRICE, NOW);
            if (receipt instanceof Receipt.Accepted(var taken)) {
                store.keep(taken);
            }
            return receipt;
        }
    }
}
