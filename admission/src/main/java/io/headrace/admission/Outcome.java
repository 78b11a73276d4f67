package io.headrace.admission;

import io.headrace.media.PixelCount;
import io.headrace.media.RenditionSegment;
import java.util.List;

/** How a worker's attempt at a unit ended. */
public sealed interface Outcome {

    Worker worker();

    /** @param renditions one for each profile of the ladder, in its order */
    record Done(Worker worker, List<RenditionSegment> renditions) implements Outcome {
        public Done {
            renditions = List.copyOf(renditions);
        }

        public PixelCount pixels() {
            return renditions.stream().map(RenditionSegment::pixels).reduce(PixelCount.ZERO, PixelCount::plus);
        }
    }

    /**
     * The worker lives, but this cannot be done, here or elsewhere.
     *
     * @param text one of the network's (wire protocol sections 3.1 and 9.6), because gateways decide by it
     */
    record Impossible(Worker worker, String text) implements Outcome {}

    /** The worker's process is gone, or did what no worker should; another one may succeed. */
    record Died(Worker worker, String reason) implements Outcome {}

    /** No worker could be found. */
    record NoWorker(String text) implements Outcome {
        @Override
        public Worker worker() {
            return Worker.NOBODY;
        }
    }
}
