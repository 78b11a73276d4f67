package io.headrace.orchestrator.byoc;

/** Whether work of an application may begin. */
public sealed interface AppPlace {

    /** @param job the permit, which is to be given back */
    record Given(long job, App app) implements AppPlace {}

    /** Nobody of this name, or nobody who can be asked now. */
    record Unknown() implements AppPlace {}

    record Full(int capacity) implements AppPlace {}
}
