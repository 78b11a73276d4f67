package io.headrace.cli;

import java.nio.file.Path;
import java.util.Optional;

/** The records of jobs whose network is gone; supplied by the program's assembly. */
@FunctionalInterface
public interface RecordedJobs {

    /**
     * Looks for one.
     *
     * @param data the data directory; empty for the usual place
     */
    Optional<RecordedJob> explain(Optional<Path> data, String job);

    /**
     * An explanation in its two forms.
     *
     * @param json the document of {@code explain --json}
     */
    record RecordedJob(String json, String text) {}
}
