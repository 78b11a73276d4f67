package io.headrace.orchestrator.runner.payment;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.price.Tariff;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerPaths;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.transport.Exchange;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.runner.PaymentChallenge;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells clients what to pay, and how: the answer 402 (real-time reference section 9.6). */
public record Challenges(AppBilling billing, Supplier<String> serviceUri) {

    /**
     * The account of a sender with a session. It is named after more than the session, so that a token buys one runner's
     * work at that runner's price: neither a cheaper one's nor any other work of this node.
     */
    static String account(Runner runner, String session) {
        return "runner/" + runner.id() + "/" + session;
    }

    public void answer(Exchange exchange, Runner runner, Tariff tariff, AuthToken token) throws IOException {
        var payer =
                address(exchange.headers().first(PaymentChallenge.PAYER_HEADER).orElse(""));
        if (payer.isEmpty()) {
            RunnerAnswers.refuseInJson(exchange, PaymentChallenge.STATUS, PaymentChallenge.NO_PAYER);
            return;
        }
        switch (billing.offer(payer.get(), account(runner, token.sessionId()), tariff.board())) {
            case Billing.Offer.Refused(var text) -> RunnerAnswers.refuseInJson(exchange, PaymentChallenge.STATUS, text);
            case Billing.Offer.Unpaid() ->
                throw new IllegalStateException("A challenge of a node that is not paid, for " + runner.id());
            case Billing.Offer.Priced(var price, var params) ->
                exchange.answer(
                        PaymentChallenge.STATUS,
                        "application/json",
                        challenge(runner, token, price, params).encode() + "\n");
        }
    }

    private static Optional<EthAddress> address(String text) {
        return text.matches("0x[0-9a-fA-F]{40}") ? Optional.of(EthAddress.parse(text)) : Optional.empty();
    }

    private PaymentChallenge challenge(Runner runner, AuthToken token, Price price, TicketParams params) {
        var info = info(token, price, params);
        return new PaymentChallenge(
                Base64.getEncoder()
                        .encodeToString(OrchestratorInfoCodec.encode(info).toByteArray()),
                serviceUri.get(),
                token.sessionId(),
                serviceUri.get() + RunnerPaths.control(runner, token.sessionId()) + "/payment");
    }

    /** Without capabilities, which are asked of nobody here. */
    OrchestratorInfo info(AuthToken token, Price price, TicketParams params) {
        return new OrchestratorInfo(
                serviceUri.get(),
                params.recipient(),
                Optional.of(price),
                Optional.of(params),
                Optional.empty(),
                Optional.of(token),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
