package io.headrace.worker.ai;

import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import java.util.Optional;

/** What a worker offers, and what of it its orchestrator was told last. Any thread. */
final class WorkerOffer {

    private final Capabilities fixed;
    private final BatchWorkshop batch;
    private volatile Optional<Capabilities> told = Optional.empty();

    /** @param fixed which does not change while the worker lives */
    WorkerOffer(Capabilities fixed, BatchWorkshop batch) {
        this.fixed = fixed;
        this.batch = batch;
    }

    /** Models of pipelines that the network has no bit for cannot be told; how many are at work is not. */
    private Capabilities now() {
        var offer = fixed;
        for (var each : batch.offers().entrySet()) {
            var skill = each.getKey();
            var pipeline = BuiltInPipelines.find(skill.pipeline());
            var capability = pipeline.flatMap(Pipeline::capability);
            if (capability.isPresent()) {
                var said = each.getValue();
                offer = offer.withModel(
                        capability.get(),
                        pipeline.get().listed(skill.model()),
                        new ModelConstraint(said.warm(), said.capacity(), said.runnerVersion(), 0));
            }
        }
        return offer;
    }

    /** From now on its orchestrator knows this. */
    Capabilities tell() {
        var now = now();
        told = Optional.of(now);
        return now;
    }

    /** Whether there is something to be told that was not; to have nothing any more is none: tasks are declined then. */
    boolean isNews() {
        var now = now();
        boolean something = !now.constraints().perCapability().isEmpty();
        return something && !told.equals(Optional.of(now));
    }
}
