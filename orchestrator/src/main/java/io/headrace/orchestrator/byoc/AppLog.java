package io.headrace.orchestrator.byoc;

/** Where facts go: a journal, as a rule. Any thread; returns at once. */
@FunctionalInterface
public interface AppLog {

    AppLog NONE = fact -> {};

    void tell(AppFact fact);
}
