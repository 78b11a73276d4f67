package io.headrace.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.live.Flow;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.LiveTill;
import io.headrace.admission.live.Metering;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.payments.Credit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveBookTest {

    private static final ManifestId SESSION = new ManifestId("live.1");

    private final PaidSetup setup = new PaidSetup();
    private final List<WorkFact> facts = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LiveBook book = new LiveBook(setup.billing, facts::add, () -> now);
    private final LiveRequest request = new LiveRequest(
            SESSION, setup.gateway.address(), "noop", Metering.FLOW, new LiveRequest.Asked("{}", "r", "stream"));

    private Credit paid = Credit.ZERO;

    /** Two tickets of 8 gwei and a little more: 15,841,584 pixels at 1010 wei. */
    @BeforeEach
    void pay() {
        var offer = (Billing.Offer.Priced) setup.billing.offer(setup.gateway.address(), SESSION.text());
        paid = offer.params().expectedValue().times(2);
        setup.billing.take(SESSION.text(), TicketBook.payment(setup.gateway, offer.price(), offer.params(), 1, 2));
    }

    @Test
    void tellsTheChargesOfFiveSecondsInOneFact() {
        for (int i = 0; i <= 20; i++) {
            assertThat(book.charge(request, 100)).isInstanceOf(LiveTill.Charging.Charged.class);
            now = now.plusMillis(500);
        }
        book.ended(request, new LiveEnd.GatewayLeft(), new Flow(1, 2_100));

        var charged = facts.stream()
                .filter(WorkFact.LiveCharged.class::isInstance)
                .map(WorkFact.LiveCharged.class::cast)
                .toList();
        assertThat(charged).extracting(WorkFact.LiveCharged::number).containsExactly(0L, 1L);
        assertThat(charged.stream().mapToLong(fact -> fact.pixels().pixels()).sum())
                .isEqualTo(2_100);
        assertThat(charged.stream().map(WorkFact.LiveCharged::fee).reduce(Credit.ZERO, Credit::plus))
                .isEqualTo(PaidSetup.PRICE.times(2_100));
        assertThat(charged.getLast().balance()).isEqualTo(paid.minus(PaidSetup.PRICE.times(2_100)));
        assertThat(facts.getLast())
                .isEqualTo(new WorkFact.LiveEnded(
                        SESSION, "gateway-left", "The gateway closed the session.", new PixelCount(2_100)));
    }

    @Test
    void takesNothingWhereNotAllIsThere() {
        assertThat(book.charge(request, 15_841_585)).isInstanceOf(LiveTill.Charging.Uncovered.class);
        assertThat(setup.payments.fees).isEmpty();
        assertThat(setup.billing.covers(setup.gateway.address(), SESSION, 15_841_584))
                .isTrue();
        assertThat(setup.billing.covers(setup.gateway.address(), SESSION, 15_841_585))
                .isFalse();
        assertThat(facts).isEmpty();
    }

    @Test
    void chargesNobodyElse() {
        var stranger = new LiveRequest(SESSION, PaidSetup.key(9).address(), "noop", Metering.FLOW, request.asked());

        assertThat(book.charge(stranger, 1)).isInstanceOf(LiveTill.Charging.Uncovered.class);
    }
}
