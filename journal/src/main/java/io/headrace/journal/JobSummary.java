package io.headrace.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.headrace.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of {@code headrace jobs}.
 *
 * @param since when it was created
 * @param published units published so far
 * @param fee in wei
 */
public record JobSummary(
        String job,
        @JsonProperty("class") String jobClass,
        String pipeline,
        String state,
        Instant since,
        long published,
        String fee) {

    /** Empty for a job that the journal does not have. */
    public static Optional<JobSummary> of(JobId job, List<JournalEntry> entries) {
        return Explaining.explain(job, entries, Map.of())
                .map(explanation -> new JobSummary(
                        explanation.job(),
                        explanation.jobClass(),
                        explanation.pipeline(),
                        explanation.state(),
                        entries.getFirst().at(),
                        published(explanation),
                        explanation.payments().fee()));
    }

    private static long published(Explanation explanation) {
        return explanation.segments().stream()
                .filter(segment -> segment.attempts().stream()
                        .anyMatch(attempt -> attempt.reason().equals("published")))
                .count();
    }

    /** One JSON array of a stable shape. */
    public static String json(List<JobSummary> jobs) {
        return JournalCodec.document(jobs);
    }
}
