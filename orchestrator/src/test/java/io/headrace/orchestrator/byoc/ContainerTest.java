package io.headrace.orchestrator.byoc;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.ByocStage.NAME;
import static io.headrace.orchestrator.byoc.ByocStage.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.PaidSetup;
import io.headrace.orchestrator.billing.TicketBook;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.transport.Headers;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.SenderProof;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network's example of a container, which turns texts round, in a real one: registered, called, paid, killed. */
class ContainerTest {

    private final PaidSetup setup = new PaidSetup();
    private ReversalContainer container;
    private ByocStage stage;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(ReversalContainer.isPossible(), "needs root, podman and a static busybox");
        container = ReversalContainer.start();
        stage = new ByocStage(setup.billing);
    }

    @AfterEach
    void stop() throws Exception {
        if (stage != null) {
            stage.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Test
    void livesAndDies() throws Exception {
        assertThat(text(stage.register(ByocStage.registration(NAME, container.url(), 2, ""))))
                .isEqualTo("ok");
        Onlooker.await(() -> !stage.side.offerings().isEmpty());
        var params = stage.token(SenderProof.by(setup.gateway)).offer().orElseThrow();
        var payment = TicketBook.payment(setup.gateway, Price.of(1_000, 1), params, 1);
        var headers =
                Headers.of(JobHeader.HEADER, job(30).signedBy(setup.gateway).encode());

        var paid = headers.with(PaymentCodec.HEADER, PaymentCodec.encodeHeader(payment));
        assertThat(text(stage.process("/cgi-bin/reverse", paid, "desserts")).strip())
                .isEqualTo("stressed");
        var left = setup.billing.balance(setup.gateway.address(), NAME);
        assertThat(left).isLessThan(params.expectedValue()).isGreaterThan(Credit.ZERO);

        var hanging = CompletableFuture.supplyAsync(() -> status(headers));
        Onlooker.await(() -> stage.inUse() == 1);
        container.kill();

        assertThat(hanging.join()).isEqualTo(500);
        Onlooker.await(() -> stage.side.offerings().isEmpty());
        assertThat(text(stage.call(
                        "POST", "/capability/unregister", Headers.of("Authorization", ByocStage.SECRET), NAME)))
                .isEqualTo("ok");
    }

    private int status(Headers headers) {
        try {
            return stage.process("/cgi-bin/hang", headers, "{}").status();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
