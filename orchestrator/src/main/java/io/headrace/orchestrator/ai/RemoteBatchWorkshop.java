package io.headrace.orchestrator.ai;

import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.machine.Host;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Pipeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Requests on the runners of workers elsewhere, ours and the network's (pipelines reference sections 4.3 and 4.4). A place is a
 * permit of one worker; the worker is told of it only when the request is there.
 */
final class RemoteBatchWorkshop implements BatchWorkshop {

    private final AiWorkers workers;
    private final UploadShelf uploads;
    private final Supplier<String> serviceUri;
    private final AiWorkersConfig config;
    private final Host host;

    RemoteBatchWorkshop(
            AiWorkers workers, UploadShelf uploads, Supplier<String> serviceUri, AiWorkersConfig config, Host host) {
        this.workers = workers;
        this.uploads = uploads;
        this.serviceUri = serviceUri;
        this.config = config;
        this.host = host;
    }

    @Override
    public Map<BatchSkill, ModelConstraint> offers() {
        var offers = new HashMap<BatchSkill, ModelConstraint>();
        for (var pipeline : BuiltInPipelines.BATCH) {
            workers.offer(capability(pipeline).id())
                    .forEach((listed, offer) -> pipeline.modelListedAs(listed)
                            .ifPresent(model -> offers.put(new BatchSkill(pipeline.name(), model), offer)));
        }
        return offers;
    }

    private static Capability capability(Pipeline pipeline) {
        return pipeline.capability().orElseThrow();
    }

    /** Waits for a decision in this process, and for nothing else. */
    @Override
    public Optional<BatchPlace> take(BatchSkill skill) {
        return BuiltInPipelines.BATCH.stream()
                .filter(pipeline -> pipeline.name().equals(skill.pipeline()))
                .findFirst()
                .flatMap(pipeline -> place(pipeline, skill.model()));
    }

    private Optional<BatchPlace> place(Pipeline pipeline, String model) {
        var place = new RemotePlace(pipeline, uploads, serviceUri, config, host);
        return place.taken(workers, new AiSkill(capability(pipeline).id(), pipeline.listed(model)))
                ? Optional.of(place)
                : Optional.empty();
    }
}
