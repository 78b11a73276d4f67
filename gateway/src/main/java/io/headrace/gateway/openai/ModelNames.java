package io.headrace.gateway.openai;

import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.openai.ApiError;
import io.headrace.wire.openai.ModelList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which model a client means, and what there is to mean. Any thread. */
final class ModelNames {

    /** As many are named to a client whose own is not there. */
    private static final int MAX_NAMED = 10;

    private final ModelOffers offers;
    private final Map<String, Alias> aliases;
    private final InstantSource clock;
    private final Map<ModelOffer, Instant> known = new ConcurrentHashMap<>();

    ModelNames(ModelOffers offers, Map<String, Alias> aliases, InstantSource clock) {
        this.offers = offers;
        this.aliases = Map.copyOf(aliases);
        this.clock = clock;
    }

    /**
     * The request with the model that its name stands for. A pipeline of which nothing is on offer is not judged here:
     * whoever looks for an orchestrator says what is missing.
     *
     * @throws Refused when others of the pipeline are on offer, and not this one
     */
    BatchRequest meant(BatchRequest request) throws Refused, InterruptedException {
        var alias = aliases.get(request.model());
        if (alias != null && !alias.pipeline().equals(request.pipeline())) {
            throw unknown(
                    request,
                    "It stands for " + alias.model() + " of the pipeline "
                            + alias.pipeline().name() + ".");
        }
        var meant = alias == null ? request : request.withModel(alias.model());
        var offered = offered(request.pipeline());
        if (!offered.isEmpty() && !offered.contains(meant.model())) {
            throw unknown(request, advice(request.pipeline(), offered));
        }
        return meant;
    }

    private List<String> offered(Pipeline pipeline) throws InterruptedException {
        return offers.now().stream()
                .filter(offer -> offer.pipeline().equals(pipeline))
                .map(ModelOffer::model)
                .distinct()
                .toList();
    }

    private static Refused unknown(BatchRequest request, String advice) {
        return new Refused(ApiError.unknownModel(request.model(), advice));
    }

    private static String advice(Pipeline pipeline, List<String> offered) {
        var some = String.join(", ", offered.subList(0, Math.min(MAX_NAMED, offered.size())));
        var more = offered.size() > MAX_NAMED ? " and " + (offered.size() - MAX_NAMED) + " more" : "";
        return "On offer for " + pipeline.name() + ": " + some + more + ". GET " + ModelList.PATH + " lists all.";
    }

    /** Everything on offer that has a route here, and the other names of it. A name that two share stands for the first. */
    ModelList list() throws InterruptedException {
        var now = clock.instant();
        var models = new LinkedHashMap<String, ModelList.Model>();
        var offered = offers.now().stream()
                .filter(offer -> Alias.PIPELINES.contains(offer.pipeline()))
                .toList();
        known.keySet().retainAll(offered);
        for (var offer : offered) {
            var since = known.computeIfAbsent(offer, _ -> now);
            models.putIfAbsent(offer.model(), model(offer.model(), since, offer.pipeline()));
        }
        aliases.forEach((name, alias) -> {
            var since = known.get(new ModelOffer(alias.pipeline(), alias.model()));
            if (since != null) {
                models.putIfAbsent(name, model(name, since, alias.pipeline()));
            }
        });
        return new ModelList(List.copyOf(models.values()));
    }

    private static ModelList.Model model(String id, Instant since, Pipeline pipeline) {
        return new ModelList.Model(id, since, pipeline.name().text());
    }

    Optional<ModelList.Model> find(String id) throws InterruptedException {
        return list().models().stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
