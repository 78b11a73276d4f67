package io.headrace.worker.ai;

import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import java.util.Optional;

/**
 * What a worker offers, and what of it its orchestrator was told last. Belongs to whoever looks again and again; only
 * {@link #tell} is called by others.
 */
final class WorkerOffer {

    private final Capabilities fixed;
    private final LiveWorkshop live;
    private final BatchWorkshop batch;

    /** Guarded by this, as the next two: what the orchestrator knows; empty before it was told anything. */
    private Optional<Capabilities> told = Optional.empty();

    /** It was told that nothing is left. */
    private boolean withdrawn;

    private Optional<Capabilities> seen = Optional.empty();

    /** What an orchestrator does not know yet. */
    enum News {
        NONE,
        /** It offers something else than it said, or something at last. */
        CHANGED,
        /** Of what it said nothing is left. */
        NOTHING_LEFT
    }

    /** @param fixed which does not change while the worker lives */
    WorkerOffer(Capabilities fixed, LiveWorkshop live, BatchWorkshop batch) {
        this.fixed = fixed;
        this.live = live;
        this.batch = batch;
    }

    private Capabilities now() {
        return withRequests(withLive(fixed));
    }

    private Capabilities withLive(Capabilities offer) {
        var readiness = live.readiness();
        var all = offer;
        for (var each : live.capacities().entrySet()) {
            var ready = readiness.getOrDefault(each.getKey(), LiveWorkshop.Readiness.COLD);
            all = all.withModel(
                    Capability.LIVE_VIDEO_TO_VIDEO,
                    each.getKey(),
                    new ModelConstraint(ready.warm(), each.getValue(), ready.version(), 0));
        }
        return all;
    }

    /** Models of pipelines that the network has no bit for cannot be told; how many are at work is not. */
    private Capabilities withRequests(Capabilities offer) {
        var all = offer;
        for (var each : batch.offers().entrySet()) {
            var skill = each.getKey();
            var pipeline = BuiltInPipelines.find(skill.pipeline());
            var capability = pipeline.flatMap(Pipeline::capability);
            if (capability.isPresent()) {
                var said = each.getValue();
                all = all.withModel(
                        capability.get(),
                        pipeline.get().listed(skill.model()),
                        new ModelConstraint(said.warm(), said.capacity(), said.runnerVersion(), 0));
            }
        }
        return all;
    }

    /**
     * From now on its orchestrator knows this. A worker that has nothing at the moment says what it said before, because
     * who offers nothing is refused; its tasks are declined then.
     */
    synchronized Capabilities tell() {
        var now = now();
        var said = isNothing(now) ? told.orElse(now) : now;
        told = Optional.of(said);
        withdrawn = false;
        return said;
    }

    /** From now on its orchestrator knows that nothing is left. */
    synchronized void withdraw() {
        withdrawn = true;
    }

    /** What there is to tell. What was not so at the last look either may be over soon: a runner between two sessions. */
    synchronized News news() {
        var now = now();
        boolean lasting = seen.equals(Optional.of(now));
        seen = Optional.of(now);
        if (told.isPresent() && !lasting) {
            return News.NONE;
        }
        if (isNothing(now)) {
            return told.isEmpty() || withdrawn ? News.NONE : News.NOTHING_LEFT;
        }
        return withdrawn || !told.equals(Optional.of(now)) ? News.CHANGED : News.NONE;
    }

    private static boolean isNothing(Capabilities offer) {
        return offer.constraints().perCapability().isEmpty();
    }
}
