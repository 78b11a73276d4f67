package io.headrace.orchestrator.byoc;

import io.headrace.pipeline.PipelineRegistry;
import java.time.Duration;

/** What is to be done about the registered containers. */
sealed interface AppEffect {

    /** What came of a registration; for the end of one, too. */
    record AnswerRegistration(long question, PipelineRegistry.Registration outcome) implements AppEffect {}

    record AnswerEnd(long question) implements AppEffect {}

    record AnswerJob(long question, AppPlace place) implements AppEffect {}

    record Probe(App app) implements AppEffect {}

    record Wake(Duration after, AppEvent event) implements AppEffect {}
}
