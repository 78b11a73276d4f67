package io.headrace.orchestrator.info;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import java.util.Map;
import java.util.Optional;

/** The models of an orchestrator that answer requests, as far as they are advertised. Any thread; returns at once. */
@FunctionalInterface
public interface BatchOffer {

    /** Of one that has none. */
    BatchOffer NONE = Map::of;

    /** Those of built-in pipelines: how many requests each takes at once, how many of them are at work, how warm it is. */
    Map<BatchSkill, ModelConstraint> models();

    /**
     * Which model a peer asks for, by the account that pays for it. Existing gateways ask for one at a time; of several the
     * first counts.
     */
    static Optional<BatchAccount> askedFor(Capabilities asked) {
        return BuiltInPipelines.BATCH.stream()
                .flatMap(pipeline -> models(asked, pipeline).keySet().stream()
                        .flatMap(listed -> pipeline.modelListedAs(listed).stream())
                        .map(pipeline::resolve)
                        .filter(model -> BatchAccount.isPossible(pipeline, model))
                        .map(model -> new BatchAccount(pipeline, model)))
                .findFirst();
    }

    private static Map<String, ModelConstraint> models(Capabilities asked, Pipeline pipeline) {
        int bit = pipeline.capability().orElseThrow().id();
        return asked.constraints().perCapability().getOrDefault(bit, Map.of());
    }
}
