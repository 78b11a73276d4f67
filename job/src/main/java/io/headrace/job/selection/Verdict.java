package io.headrace.job.selection;

/** What selection made of one candidate. */
public record Verdict(Orchestrator orchestrator, Finding finding) {

    /** Chosen, left over or refused. */
    public sealed interface Finding {}

    /** It works for the job. */
    public record Chosen(String why) implements Finding {}

    /** It would do, but another was preferred. */
    public record PassedOver(String why) implements Finding {}

    /** A hard criterion speaks against it. */
    public record Refused(Refusal refusal) implements Finding {}
}
