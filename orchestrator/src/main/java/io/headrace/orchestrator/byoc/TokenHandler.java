package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SignatureCheck;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.JobTokenCodec;
import io.headrace.wire.byoc.SenderProof;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells gateways whether and for how much a job can be done: {@code GET /process/token} (pipelines section 5.3).
 *
 * <pre>
 * 400  nobody who signed, an offer that is refused, a unit by which the gateway does not say that it pays
 * 405  another method
 * 503  nobody of this name is on offer
 * </pre>
 *
 * <p>Off chain a signature is neither needed nor looked at.
 */
final class TokenHandler {

    private final AppDesk desk;
    private final AppPrices prices;
    private final AppBilling billing;
    private final SignatureCheck signatures;
    private final Supplier<String> serviceUri;

    TokenHandler(
            AppDesk desk,
            AppPrices prices,
            AppBilling billing,
            SignatureCheck signatures,
            Supplier<String> serviceUri) {
        this.desk = desk;
        this.prices = prices;
        this.billing = billing;
        this.signatures = signatures;
        this.serviceUri = serviceUri;
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        if (!exchange.method().equals("GET")) {
            JobAnswers.refuse(exchange, JobRefusal.METHOD, "");
            return;
        }
        var proof = proof(exchange);
        if (proof.isEmpty()) {
            JobAnswers.refuse(exchange, JobRefusal.NO_SENDER, "");
            return;
        }
        var app = JobCheck.name(
                        exchange.headers().first(JobToken.CAPABILITY_HEADER).orElse(""))
                .flatMap(desk::offered);
        if (app.isPresent()) {
            tell(exchange, proof.get(), app.get());
        } else {
            JobAnswers.refuse(exchange, JobRefusal.NO_CAPACITY, "");
        }
    }

    private Optional<SenderProof> proof(Exchange exchange) {
        var header = exchange.headers().first(SenderProof.HEADER).orElse("");
        try {
            return Optional.of(SenderProof.decodeHeader(header))
                    .filter(proof -> !billing.isPaid() || proof.isSigned(signatures));
        } catch (UnreadableException nobody) {
            return Optional.empty();
        }
    }

    private void tell(Exchange exchange, SenderProof proof, App app) throws IOException {
        var sender = proof.sender().orElse(EthAddress.ZERO);
        var board = prices.board(app.name());
        if (board.isEmpty()) {
            exchange.refuse(400, "the price of " + app.name() + " is in a currency whose rate is not known just now");
            return;
        }
        switch (billing.offer(sender, app.account(), board.get())) {
            case Billing.Offer.Refused(var text) -> exchange.refuse(400, text);
            case Billing.Offer.Unpaid() -> answer(exchange, token(proof, sender, app, Price.FREE, Optional.empty()));
            case Billing.Offer.Priced(var price, var _)
            when !JobAnswers.mayPay(exchange, app, price) ->
                JobAnswers.refuse(
                        exchange,
                        JobRefusal.UNIT,
                        app.registration().shape().unit().word());
            case Billing.Offer.Priced(var price, var params) ->
                answer(exchange, token(proof, sender, app, price, Optional.of(params)));
        }
    }

    private JobToken token(SenderProof proof, EthAddress sender, App app, Price price, Optional<TicketParams> params) {
        return new JobToken(
                proof,
                params,
                JobAnswers.whole(billing.balance(sender, app.account())),
                price,
                app.registration().shape().metering(),
                serviceUri.get(),
                desk.free(app));
    }

    private static void answer(Exchange exchange, JobToken token) throws IOException {
        exchange.answer(200, "application/json", JobTokenCodec.encode(token));
    }
}
