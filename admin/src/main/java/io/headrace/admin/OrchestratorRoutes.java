package io.headrace.admin;

import io.headrace.admin.money.PriceTag;
import io.headrace.admin.money.Report;
import io.headrace.admin.money.StakeDesk;
import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Commission;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An orchestrator's stake, terms and earnings. */
record OrchestratorRoutes(ChangeDoor door, StakeDesk desk, PriceTag tag) {

    private static final String PRICE_FORM = "[0-9]{1,40}(/[0-9]{1,40})?";

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/orchestrator/earnings", (exchange, _) -> earnings(exchange)),
                Route.of(
                        "GET",
                        "/orchestrator/price",
                        (exchange, _) -> Answers.document(
                                exchange, 200, Map.of("price", tag.price().toString()))),
                door.post("/orchestrator/price", Set.of("price"), this::setPrice),
                door.post("/orchestrator/register", Set.of("bond", "uri", "rewardCut", "feeShare"), this::register),
                door.post("/orchestrator/reward", Set.of(), _ -> desk::reward),
                door.post("/orchestrator/uri", Set.of("uri"), this::setUri),
                door.post("/orchestrator/withdraw-fees", Set.of("amount"), this::withdrawFees),
                door.post("/orchestrator/unbond", Set.of("amount"), this::unbond),
                door.post("/orchestrator/withdraw-stake", Set.of("lock"), this::withdrawStake));
    }

    private void earnings(Exchange exchange) throws IOException {
        try {
            var document = new LinkedHashMap<>(desk.earnings());
            document.put("price", tag.price().toString());
            Answers.document(exchange, 200, document);
        } catch (ChainUnavailable silent) {
            Answers.refuse(exchange, 503, "The chain does not answer: " + silent.getMessage());
        }
    }

    private Supplier<Report> setPrice(ChangeRequest request) {
        var text = request.text("price");
        if (!text.matches(PRICE_FORM) || text.matches(".*/0+")) {
            throw new IllegalArgumentException("The field price is wei per unit, n or n/d");
        }
        var price = new Price(Credit.parse(text));
        return () -> {
            try {
                tag.change(price);
                return new Report.Done(Map.of("price", price.toString()));
            } catch (UncheckedIOException full) {
                return new Report.Failed("The price holds until the next start only: " + full.getMessage());
            }
        };
    }

    private Supplier<Report> register(ChangeRequest request) {
        var bond = request.tokens("bond");
        var uri = request.serviceUri("uri");
        var commission = new Commission(request.count("rewardCut"), request.count("feeShare"));
        return () -> desk.register(bond, uri, commission);
    }

    private Supplier<Report> setUri(ChangeRequest request) {
        var uri = request.serviceUri("uri");
        return () -> desk.setUri(uri);
    }

    private Supplier<Report> withdrawFees(ChangeRequest request) {
        var amount = request.has("amount") ? Optional.of(request.wei("amount")) : Optional.<Wei>empty();
        return () -> desk.withdrawFees(amount);
    }

    private Supplier<Report> unbond(ChangeRequest request) {
        var amount = request.tokens("amount");
        return () -> desk.unbond(amount);
    }

    private Supplier<Report> withdrawStake(ChangeRequest request) {
        long lock = request.count("lock");
        return () -> desk.withdrawStake(lock);
    }
}
