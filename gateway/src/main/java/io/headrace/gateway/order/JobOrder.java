package io.headrace.gateway.order;

import io.headrace.payments.Price;
import java.nio.file.Path;
import java.util.Optional;

/** What a client wants, once: saved by {@link OrderFile} before its job begins. */
public sealed interface JobOrder permits VideoOrder, RealtimeJobOrder, BatchJobOrder {

    /** Names the job; unguessable, because whoever knows it may fetch the result. */
    String id();

    /** The most that is paid per unit of the pipeline. */
    Optional<Price> maxPrice();

    /** The job's own: what a restart needs, and results. */
    Path folder();

    /** Where results lie. */
    default Path output() {
        return folder().resolve("output");
    }
}
