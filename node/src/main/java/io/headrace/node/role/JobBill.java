package io.headrace.node.role;

import io.headrace.job.JobId;
import io.headrace.journal.Explaining;
import io.headrace.journal.Explanation;
import io.headrace.journal.Explanation.CandidateLine;
import io.headrace.journal.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a job has cost so far and who worked for it, from its journal, as fields of its status. */
record JobBill(Journal journal) implements Function<JobId, Map<String, Object>> {

    @Override
    public Map<String, Object> apply(JobId job) {
        return Explaining.explain(job, journal.read(job), Map.of())
                .map(JobBill::fields)
                .orElse(Map.of());
    }

    private static Map<String, Object> fields(Explanation told) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("fee", told.payments().fee());
        fields.put("tickets", told.payments().tickets());
        fields.put("winners", told.payments().winners());
        fields.put(
                "orchestrators",
                told.candidates().stream()
                        .filter(CandidateLine::chosen)
                        .map(CandidateLine::orchestrator)
                        .toList());
        return fields;
    }
}
