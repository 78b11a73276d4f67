package io.headrace.gateway.run;

import io.headrace.gateway.intake.UnitSource;
import io.headrace.gateway.publication.Results;
import io.headrace.job.JobClass;
import io.headrace.job.JobLimits;
import io.headrace.pipeline.Capabilities;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How one job is done: all in which the jobs of one class differ from those of another. What they have in common is in
 * {@link JobRun}.
 */
public interface JobCraft {

    JobClass jobClass();

    String pipeline();

    /** What performs the work, where the pipeline has several of it. */
    default Optional<String> model() {
        return Optional.empty();
    }

    JobLimits limits();

    /** Puts together what performs the job's effects. Called once, before anything is performed. */
    Parts assemble(RunContext context);

    /**
     * What performs a job's effects.
     *
     * @param source of its units
     * @param results what becomes of them in the end
     * @param needed what its orchestrator must be able to do; the source is known before the first unit is
     */
    record Parts(
            UnitSource source, Results results, Supplier<Capabilities> needed, Sessions sessions, UnitWork units) {}
}
