package io.headrace.orchestrator.runner.registration;

import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.SessionEnd;

/** Hears of sessions that have no place any more, and ends what is left of them. Returns at once. */
@FunctionalInterface
public interface SessionRelease {

    void release(Runner runner, String session, SessionEnd end);
}
