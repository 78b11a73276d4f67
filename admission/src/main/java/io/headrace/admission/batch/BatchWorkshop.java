package io.headrace.admission.batch;

import io.headrace.pipeline.ModelConstraint;
import java.util.Map;
import java.util.Optional;

/**
 * Where requests are worked on: by runners of a worker in the same process, or of one at the end of the worker protocol.
 * Any thread.
 */
public interface BatchWorkshop {

    /** Of an orchestrator without runners. */
    BatchWorkshop NONE = new BatchWorkshop() {
        @Override
        public Map<BatchSkill, ModelConstraint> offers() {
            return Map.of();
        }

        @Override
        public Optional<BatchPlace> take(BatchSkill skill) {
            return Optional.empty();
        }
    };

    /** What can be asked for: how many requests of each at once, how many of them are at work, and whether it is warm. */
    Map<BatchSkill, ModelConstraint> offers();

    /**
     * Takes a place for one request, or none when all are taken. Returns at once.
     *
     * @return whoever takes it closes it; until then the place is the request's, however long it waits
     */
    Optional<BatchPlace> take(BatchSkill skill);
}
