package io.headrace.orchestrator.batch;

import io.headrace.payments.Price;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.text.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Describes to nodes of ours all that can be asked for, one entry a model: {@code GET /capabilities}. */
final class CapabilityList {

    static final String PATH = "/capabilities";

    private final Supplier<List<PricedOffering>> offerings;

    CapabilityList(Supplier<List<PricedOffering>> offerings) {
        this.offerings = offerings;
    }

    void serve(Exchange exchange, PathParameters path) throws IOException {
        exchange.answer(200, "application/json", text() + "\n");
    }

    private String text() {
        return offerings.get().stream()
                .flatMap(each -> each.offering().models().entrySet().stream()
                        .map(model -> entry(each, model.getKey(), model.getValue())))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String entry(PricedOffering priced, String model, ModelConstraint constraint) {
        var offering = priced.offering();
        var pipeline = offering.pipeline();
        var constraints = new JsonObject().textIfAny("runnerVersion", constraint.runnerVersion());
        return new JsonObject()
                .text("name", pipeline.name().text())
                .text("model", model)
                .text("interaction", word(pipeline.interaction()))
                .texts("input", pipeline.input().mediaTypes())
                .texts("output", pipeline.output().mediaTypes())
                .text("unit", word(pipeline.unit()))
                .json("price", price(Optional.ofNullable(priced.prices().get(model))))
                .flag("warm", constraint.warm())
                .number("capacity", constraint.capacity())
                .number("inUse", constraint.capacityInUse())
                .text("health", word(offering.health()))
                .json("constraints", constraints.toString())
                .toString();
    }

    private static String price(Optional<Price> price) {
        return price.map(known -> JsonObject.quoted(known.perUnit().asFraction()))
                .orElse("null");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String word(Health health) {
        return switch (health) {
            case Health.Starting() -> "starting";
            case Health.Ready() -> "ready";
            case Health.Failing _ -> "failing";
            case Health.Down _ -> "down";
        };
    }
}
