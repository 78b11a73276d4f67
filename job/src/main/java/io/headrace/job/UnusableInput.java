package io.headrace.job;

/** What a job does about a unit whose input nobody can work on. */
public sealed interface UnusableInput {

    /** The job fails and says so: of a file, nobody wants a part. */
    record FailJob() implements UnusableInput {}

    /**
     * The unit is left out and the job goes on: a live stream outlasts a damaged segment.
     *
     * @param maxInSuccession units left out with none published in between; one more fails the job. At least 1
     */
    record SkipUnit(int maxInSuccession) implements UnusableInput {
        public SkipUnit {
            if (maxInSuccession < 1) {
                throw new IllegalArgumentException(
                        "Units are skipped, but at most " + maxInSuccession + " in succession");
            }
        }
    }
}
