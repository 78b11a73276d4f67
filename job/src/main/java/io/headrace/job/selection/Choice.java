package io.headrace.job.selection;

import java.util.List;
import java.util.Optional;

/**
 * What selection decided.
 *
 * @param verdicts one for each candidate, in the order in which they were found
 */
public record Choice(Optional<Candidate> chosen, List<Verdict> verdicts) {

    public Choice {
        verdicts = List.copyOf(verdicts);
    }
}
