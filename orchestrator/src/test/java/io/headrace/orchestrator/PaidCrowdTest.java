package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.Outcome;
import io.headrace.admission.WorkOrder;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Credit;
import io.headrace.payments.recipient.Acceptance;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.TranscodeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Several gateways' sessions at once, over real connections: no answer is lost, and the money adds up. */
class PaidCrowdTest {

    private static final int SESSIONS = 4;
    private static final int UNITS = 15;

    /** As many as have a place in one session. */
    private static final int ABREAST = 5;

    private final PaidSetup setup = new PaidSetup();
    private final EagerWorkshop workshop = new EagerWorkshop();

    @Test
    void answersEveryUnitAndChargesForExactlyTheFinishedOnes() throws Exception {
        workshop.does(PaidCrowdTest::moody);
        try (var orchestrator = LocalOrchestrator.paid(workshop, setup.billing);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var gateways = new ArrayList<Callable<List<TranscodeResult>>>();
            for (int i = 0; i < SESSIONS; i++) {
                gateways.add(() -> session(new TestGateway(orchestrator, setup.gateway)));
            }
            var results = new ArrayList<TranscodeResult>();
            for (var session : threads.invokeAll(gateways)) {
                results.addAll(session.get());
            }

            assertThat(results).hasSize(SESSIONS * UNITS);
            long finished = results.stream()
                    .filter(TranscodeResult.Transcoded.class::isInstance)
                    .count();
            assertThat(setup.payments.fees).hasSize((int) finished);
            assertThat(credited()).isEqualTo(ticketValue(results).times(2L * SESSIONS * UNITS));
            assertThat(orchestrator.orchestrator.desk().units()).isZero();
        }
    }

    private List<TranscodeResult> session(TestGateway gateway) throws Exception {
        var info = gateway.info();
        var results = new ArrayList<TranscodeResult>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < UNITS; from += ABREAST) {
                var batch = new ArrayList<Callable<TranscodeResult>>();
                for (long seq = from; seq < from + ABREAST; seq++) {
                    long unit = seq;
                    batch.add(() -> submit(gateway, info, unit));
                }
                for (var result : threads.invokeAll(batch)) {
                    results.add(result.get());
                }
            }
        }
        return results;
    }

    private TranscodeResult submit(TestGateway gateway, OrchestratorInfo info, long seq) throws Exception {
        var params = info.ticketParams().orElseThrow();
        var payment = TicketBook.payment(setup.gateway, PaidSetup.PRICE, params, 2 * seq + 1, 2 * seq + 2);
        var credential = gateway.credential(seq, info.token().orElseThrow());
        return TestGateway.result(
                gateway.post("/segment", TestGateway.headers(credential, Optional.of(payment)), TestGateway.MEDIA));
    }

    /** Every third segment kills a worker each time, every fifth cannot be done. */
    private static Outcome moody(WorkOrder order) {
        long seq = order.source().seq();
        if (seq % 5 == 4) {
            return new Outcome.Impossible(EagerWorkshop.WORKER, "No keyframes in input");
        }
        return seq % 3 == 2 ? new Outcome.Died(EagerWorkshop.WORKER, "killed") : EagerWorkshop.done(order);
    }

    private Credit credited() {
        return setup.payments.kept.stream().map(Acceptance::credited).reduce(Credit.ZERO, Credit::plus);
    }

    private static Credit ticketValue(List<TranscodeResult> results) {
        return results.getFirst()
                .info()
                .orElseThrow()
                .ticketParams()
                .orElseThrow()
                .expectedValue();
    }
}
