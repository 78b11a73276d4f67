package io.headrace.gateway.check;

import io.headrace.engine.ChildException;
import io.headrace.job.selection.Orchestrator;
import io.headrace.media.RenditionSegment;
import io.headrace.media.SourceSegment;
import java.util.List;
import java.util.Optional;

/** Compares what came back with what was sent, for a sample of the units. Any thread. */
public interface ContentChecks {

    /** Believes everybody. */
    ContentChecks NONE = new ContentChecks() {
        @Override
        public boolean sampled(String job, Orchestrator orchestrator) {
            return false;
        }

        @Override
        public Optional<String> mismatch(
                Orchestrator orchestrator, SourceSegment source, List<RenditionSegment> result) {
            return Optional.empty();
        }
    };

    /** Whether this unit, the job's next from that orchestrator, is compared; asked once for each result. */
    boolean sampled(String job, Orchestrator orchestrator);

    /**
     * What differs, in a sentence with its numbers; empty when the content is that of the source.
     *
     * @throws ChildException when it could not be compared, whoever is at fault
     */
    Optional<String> mismatch(Orchestrator orchestrator, SourceSegment source, List<RenditionSegment> result)
            throws ChildException, InterruptedException;
}
