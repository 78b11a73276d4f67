package io.headrace.orchestrator.byoc;

import io.headrace.pipeline.PipelineRegistry;
import java.time.Duration;

/** What is to be done about the registered containers. */
sealed interface AppEffect {

    /** What came of a registration; for the end of one, too. */
    record AnswerRegistration(long question, PipelineRegistry.Registration outcome) implements AppEffect {}

    record AnswerEnd(long question) implements AppEffect {}

    record AnswerJob(long question, Place place) implements AppEffect {}

    record Probe(App app) implements AppEffect {}

    record Wake(Duration after, AppEvent event) implements AppEffect {}

    /** Whether a job may begin. */
    sealed interface Place {
        /** @param job the permit, which is to be given back */
        record Given(long job, App app) implements Place {}

        /** Nobody of this name, or nobody who can be asked now. */
        record Unknown() implements Place {}

        record Full(int capacity) implements Place {}
    }
}
