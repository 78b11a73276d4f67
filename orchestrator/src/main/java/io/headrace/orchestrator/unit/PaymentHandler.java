package io.headrace.orchestrator.unit;

import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.info.InfoDesk;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.PeerError;
import io.headrace.wire.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes a payment that travels without work, any method on {@code /payment} (wire protocol section 3.1). It goes to the
 * account of the manifest id, for price and credit alike: existing nodes mix two names up here (section 14, 11).
 */
public final class PaymentHandler {

    private final PaperCheck papers;
    private final InfoDesk infos;
    private final Billing billing;

    PaymentHandler(PaperCheck papers, InfoDesk infos, Billing billing) {
        this.papers = papers;
        this.infos = infos;
        this.billing = billing;
    }

    public void handle(Exchange exchange, PathParameters path) throws IOException {
        switch (papers.check(exchange.headers())) {
            case Verdict.Bad(Refusal refusal) -> refuse(exchange, refusal);
            case Verdict.Good(var good) -> take(exchange, good);
        }
    }

    private void take(Exchange exchange, Papers good) throws IOException {
        var account = good.credential().manifest().text();
        switch (billing.take(account, good.payment())) {
            case Billing.Taking.Refused(var text) -> exchange.refuse(PeerError.INSUFFICIENT_BALANCE.status(), text);
            case Billing.Taking.Taken _ -> {
                switch (infos.refresh(good.sender(), account, good.token())) {
                    case InfoDesk.Telling.Refused _ -> refuse(exchange, PeerError.INTERNAL.refusal());
                    case InfoDesk.Telling.Told(var info) ->
                        exchange.answer(
                                200,
                                Headers.contentType("application/octet-stream"),
                                ByteBuffer.wrap(PaymentResultCodec.encode(info)));
                }
            }
        }
    }

    /** No result is on its way here in which a refusal could travel. */
    private static void refuse(Exchange exchange, Refusal refusal) throws IOException {
        switch (refusal.error().place()) {
            case HTTP, GRPC -> exchange.refuse(refusal.status(), refusal.text());
            case RESULT -> exchange.refuse(PeerError.SEGMENT_MESSAGE.status(), refusal.text());
        }
    }
}
