package io.headrace.gateway.batch.api;

import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import io.headrace.wire.CapabilityPrice;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.text.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What is on offer, by whom, and at what price.
 *
 * <pre>
 * GET /pipelines → {"pipelines":[{"pipeline","model","interaction","unit",
 *                                 "offers":[{"orchestrator","uri","price","warm","capacity","inUse","version"}]}]}
 *      price     wei per unit, a fraction; null off chain, or while it is not told
 *      capacity  jobs that may begin now
 * </pre>
 */
public final class PipelinesApi {

    private final Supplier<OrchestratorDirectory> directory;

    /** @param directory of everybody, asked for nothing in particular: then all prices are told */
    public PipelinesApi(Supplier<OrchestratorDirectory> directory) {
        this.directory = directory;
    }

    /** A model of a pipeline, in the order of the list. */
    public record Model(String pipeline, String model) implements Comparable<Model> {
        @Override
        public int compareTo(Model other) {
            int byPipeline = pipeline.compareTo(other.pipeline);
            return byPipeline != 0 ? byPipeline : model.compareTo(other.model);
        }
    }

    /** One orchestrator's offer of it. */
    private record Offer(OrchestratorInfo by, ModelConstraint place, Optional<Price> price) {
        String json() {
            return new JsonObject()
                    .text(
                            "orchestrator",
                            by.ticketParams()
                                    .map(params -> params.recipient())
                                    .orElse(by.address())
                                    .toString())
                    .text("uri", by.serviceUri())
                    .json(
                            "price",
                            price.map(each -> JsonObject.quoted(each.toString()))
                                    .orElse("null"))
                    .flag("warm", place.warm())
                    .number("capacity", place.capacity())
                    .number("inUse", place.capacityInUse())
                    .text("version", place.runnerVersion())
                    .toString();
        }
    }

    public List<Route> routes() {
        return List.of(Route.of("GET", "/pipelines", (exchange, _) -> show(exchange)));
    }

    /** The models that are on offer now. Blocks while somebody must be asked. */
    public List<Model> models() throws InterruptedException {
        return List.copyOf(offers().keySet());
    }

    private void show(Exchange exchange) throws IOException {
        try {
            var pipelines = new ArrayList<String>();
            offers().forEach((model, offers) -> pipelines.add(json(model, offers)));
            var text = new JsonObject().json("pipelines", "[" + String.join(",", pipelines) + "]") + "\n";
            exchange.answer(200, "application/json", text);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            exchange.refuse(503, "This gateway is being stopped");
        }
    }

    private static String json(Model model, List<Offer> offers) {
        var pipeline = pipeline(model.pipeline());
        return new JsonObject()
                .text("pipeline", model.pipeline())
                .text("model", model.model())
                .text("interaction", pipeline.interaction().name().toLowerCase(Locale.ROOT))
                .text("unit", pipeline.unit().name().toLowerCase(Locale.ROOT))
                .json(
                        "offers",
                        "[" + String.join(",", offers.stream().map(Offer::json).toList()) + "]")
                .toString();
    }

    private static Pipeline pipeline(String name) {
        return known().stream()
                .filter(each -> each.name().toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Pipeline> known() {
        var all = new ArrayList<>(BuiltInPipelines.BATCH);
        all.add(BuiltInPipelines.LIVE_VIDEO_TO_VIDEO);
        return all;
    }

    private Map<Model, List<Offer>> offers() throws InterruptedException {
        var found = new TreeMap<Model, List<Offer>>();
        var all = directory.get();
        var _ = all.candidates(Capabilities.NONE);
        for (var info : all.heard()) {
            for (var pipeline : known()) {
                pipeline.capability()
                        .ifPresent(capability -> places(info, capability)
                                .forEach((listed, place) -> pipeline.modelListedAs(listed)
                                        .ifPresent(model -> found.computeIfAbsent(
                                                        new Model(
                                                                pipeline.name().toString(), model),
                                                        _ -> new ArrayList<>())
                                                .add(new Offer(info, place, price(info, capability, listed))))));
            }
        }
        return found;
    }

    private static Map<String, ModelConstraint> places(OrchestratorInfo info, Capability capability) {
        return info.capabilities()
                .map(offer -> offer.constraints().perCapability().getOrDefault(capability.id(), Map.of()))
                .orElse(Map.of());
    }

    private static Optional<Price> price(OrchestratorInfo info, Capability capability, String model) {
        return info.capabilityPrices().stream()
                .filter(each -> each.capabilityId() == capability.id()
                        && each.constraint().equals(model))
                .map(CapabilityPrice::price)
                .findFirst();
    }
}
