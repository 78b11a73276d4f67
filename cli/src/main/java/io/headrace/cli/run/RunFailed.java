package io.headrace.cli.run;

import io.headrace.cli.ExitCode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A gateway was asked and there is no result, or none that could be brought home. */
final class RunFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /**
     * What there is to say.
     *
     * @param job empty while it has no id
     * @param status of the gateway's answer; 0 when it is not the answer that says so
     * @param retryAfterSeconds after which the gateway thinks that it is worth asking again
     * @param candidates who was asked and why not, as the gateway tells it
     */
    record Problem(
            ExitCode exitCode,
            String sentence,
            Optional<String> job,
            int status,
            Optional<String> retryAfterSeconds,
            JsonNode candidates) {

        static Problem of(ExitCode exitCode, String sentence, Optional<String> job) {
            return new Problem(exitCode, sentence, job, 0, Optional.empty(), JsonNodeFactory.instance.arrayNode());
        }
    }

    RunFailed(Problem problem) {
        super(problem.sentence());
        this.problem = problem;
    }

    /** The work was done or under way, and its result did not come. */
    static RunFailed of(Optional<String> job, String sentence) {
        return new RunFailed(Problem.of(ExitCode.JOB_FAILED, sentence, job));
    }

    Problem problem() {
        return problem;
    }
}
