package io.headrace.wire.byoc;

import io.headrace.payments.Price;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PriceReference;
import io.headrace.wire.text.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a node of ours can do, for whoever asks: {@code GET /capabilities}. One entry for each offering, whichever door it
 * came through:
 *
 * <pre>
 *     {"capabilities":[{"name":…, "door":"built-in"|"container"|"live-runner", "capability":27, "interaction":…,
 *       "input":[…], "output":[…], "unit":…, "units_ahead":"the most that a call may cost, where the application counts",
 *       "models":[{"id":…, "warm":…, "capacity":…, "free":…, "runner_version":…, "price":"wei per unit, n or n/d"}]}]}
 * </pre>
 */
public final class CapabilityDocument {

    public static final String PATH = "/capabilities";

    private CapabilityDocument() {}

    /** @param prices finds what a model costs; empty where nothing is asked for it */
    public static String encode(List<Offering> offerings, Function<PriceReference, Optional<Price>> prices) {
        var entries =
                offerings.stream().map(offering -> entry(offering, prices)).collect(Collectors.joining(",", "[", "]"));
        return new JsonObject().json("capabilities", entries) + "\n";
    }

    private static String entry(Offering offering, Function<PriceReference, Optional<Price>> prices) {
        var pipeline = offering.pipeline();
        var models = offering.models().entrySet().stream()
                .map(model -> model(model, prices.apply(new PriceReference(pipeline.name(), model.getKey()))))
                .collect(Collectors.joining(",", "[", "]"));
        var entry = new JsonObject().text("name", pipeline.name().text()).text("door", door(offering.door()));
        pipeline.capability().ifPresent(bit -> entry.number("capability", bit.id()));
        entry.text("interaction", ContainerRegistration.word(pipeline.interaction()))
                .texts("input", pipeline.input().mediaTypes())
                .texts("output", pipeline.output().mediaTypes())
                .text("unit", pipeline.unit().word());
        if (offering.door() instanceof Door.Container(var _, Metering.ByApplication(var _, long mostUnits))) {
            entry.number("units_ahead", mostUnits);
        }
        return entry.json("models", models).toString();
    }

    private static String model(Map.Entry<String, ModelConstraint> model, Optional<Price> price) {
        var constraint = model.getValue();
        var entry = new JsonObject()
                .text("id", model.getKey())
                .flag("warm", constraint.warm())
                .number("capacity", constraint.capacity())
                .number("free", Math.max(0, constraint.capacity() - constraint.capacityInUse()))
                .textIfAny("runner_version", constraint.runnerVersion());
        price.ifPresent(wei -> entry.text("price", wei.toString()));
        return entry.toString();
    }

    private static String door(Door door) {
        return switch (door) {
            case Door.BuiltIn() -> "built-in";
            case Door.Container _ -> "container";
            case Door.LiveRunner _ -> "live-runner";
        };
    }
}
