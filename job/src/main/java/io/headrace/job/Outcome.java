package io.headrace.job;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Verdict;
import java.util.List;

/** How a job ended, as its client is told. */
public sealed interface Outcome {

    /** Units published, which is all there were or, of a job that did not complete, the first so many. */
    long published();

    record Completed(long published) implements Outcome {}

    record Cancelled(long published) implements Outcome {}

    /** @param lastVerdicts what the last round of selection found; which criterion refused whom */
    record Failed(long published, Reason reason, List<Verdict> lastVerdicts) implements Outcome {
        public Failed {
            lastVerdicts = List.copyOf(lastVerdicts);
        }
    }
}
