package io.headrace.orchestrator.facts;

/**
 * Where facts go: a journal, as a rule. Any thread; returns at once, for some facts are told by the thread that decides
 * about all units.
 */
@FunctionalInterface
public interface WorkLog {

    WorkLog NONE = fact -> {};

    void tell(WorkFact fact);
}
