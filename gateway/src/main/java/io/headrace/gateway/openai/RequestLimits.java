package io.headrace.gateway.openai;

import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import java.util.Optional;

/** What may be asked of a model at once: pixels, pictures, steps, tokens, characters. Any thread. */
@FunctionalInterface
public interface RequestLimits {

    /** Only the network says no. */
    RequestLimits NONE = request -> Optional.empty();

    /** What goes beyond them, with the limit in its sentence; empty when nothing does. */
    Optional<BatchFailure> excess(BatchRequest request);
}
