package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Cover;
import io.headrace.admission.SessionId;
import io.headrace.admission.UnitId;
import io.headrace.admission.UnitRequest;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TicketBillingTest {

    private static final Ladder LADDER = new Ladder(List.of(Profile.h264(1280, 720, 0)));

    /** Two seconds of 720p at 24 frames per second, 1010 wei a pixel and 2 %: a little less than six tickets. */
    private static final int TICKETS_PER_UNIT = 6;

    private final PaidSetup setup = new PaidSetup();
    private final TicketParams params = params();

    @Test
    void coversAUnitWhoseFeeWasPaid() {
        pay(1, TICKETS_PER_UNIT);

        assertThat(cover(1)).isInstanceOf(Billing.Covering.Covered.class);
    }

    @Test
    void countsNoCreditTwice() { // guarantee 2
        pay(1, TICKETS_PER_UNIT + 1);
        cover(1);

        assertThat(cover(2)).isEqualTo(new Billing.Covering.Refused("Insufficient balance"));
    }

    @Test
    void countsWhatWasReleasedAgain() {
        pay(1, TICKETS_PER_UNIT);
        setup.billing.release(unit(1), covered(1));

        assertThat(cover(2)).isInstanceOf(Billing.Covering.Covered.class);
    }

    @Test
    void asksADebtBackBeforeTheNextUnit() {
        pay(1, TICKETS_PER_UNIT);
        setup.billing.settle(unit(1), covered(1), PixelCount.of(1280, 720, 120));

        pay(TICKETS_PER_UNIT + 1, TICKETS_PER_UNIT);
        assertThat(cover(2)).isEqualTo(new Billing.Covering.Refused("Insufficient balance"));
    }

    @Test
    void asksTheWorthOfATicketOfTheSmallestUnit() {
        setup.prices.change(Price.of(1, 1_000_000), 100);
        setup.senders.block = 200;
        var cheap = params();
        setup.billing.take("a", TicketBook.payment(setup.gateway, Price.of(1, 1_000_000), cheap, 1));
        var first = (Billing.Covering.Covered) cover(1);

        assertThat(cover(2)).isEqualTo(new Billing.Covering.Refused("Insufficient balance"));
        setup.billing.release(unit(1), first.cover());
    }

    @Test
    void offersNothingAgainstAReserveThatIsTooSmall() {
        setup.senders.maxFloat = io.headrace.payments.Credit.ZERO;

        assertThat(setup.billing.offer(setup.gateway.address(), "b"))
                .isEqualTo(new Billing.Offer.Refused("insufficient sender reserve"));
    }

    @Test
    void pinsThePriceWithTheFirstPayment() {
        assertThat(setup.billing.pinnedPrice(setup.gateway.address(), "a")).isEmpty();
        pay(1, 1);

        assertThat(setup.billing.pinnedPrice(setup.gateway.address(), "a")).contains(PaidSetup.PRICE);
    }

    @Test
    void honoursAnOfferMadeBeforeThePriceRose() {
        setup.prices.change(Price.of(9999, 1), setup.senders.block);

        pay(1, TICKETS_PER_UNIT);

        assertThat(setup.billing.pinnedPrice(setup.gateway.address(), "a")).contains(PaidSetup.PRICE);
    }

    @Test
    void staysFreeOfChargeOffChain() {
        var free = new FreeOfCharge();

        assertThat(free.address().isZero()).isTrue();
        assertThat(free.sign(List.of())).isEqualTo(Optional.empty());
        assertThat(free.cover(unit(1).unit(), free.address(), LADDER, Duration.ZERO))
                .isEqualTo(new Billing.Covering.Covered(new Cover.Free()));
    }

    private TicketParams params() {
        return ((Billing.Offer.Priced) setup.billing.offer(setup.gateway.address(), "a")).params();
    }

    private void pay(long firstNonce, int tickets) {
        var nonces = LongStream.range(firstNonce, firstNonce + tickets).toArray();
        var payment = TicketBook.payment(setup.gateway, PaidSetup.PRICE, params, nonces);
        assertThat(setup.billing.take("a", payment)).isEqualTo(new Billing.Taking.Taken());
    }

    private Billing.Covering cover(long number) {
        return setup.billing.cover(unit(number).unit(), setup.gateway.address(), LADDER, Duration.ofSeconds(2));
    }

    private Cover covered(long number) {
        return ((Billing.Covering.Covered) cover(number)).cover();
    }

    private UnitRequest unit(long number) {
        return new UnitRequest(
                new UnitId(new SessionId("a"), number),
                setup.gateway.address(),
                new ManifestId("movie"),
                number,
                Duration.ofSeconds(2));
    }
}
