package io.headrace.node.role;

import io.headrace.job.JobId;
import io.headrace.journal.Bill;
import io.headrace.journal.Journal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a job has cost so far, from its journal, as fields of its status. */
record JobBill(Journal journal) implements Function<JobId, Map<String, Object>> {

    @Override
    public Map<String, Object> apply(JobId job) {
        var bill = Bill.of(journal.read(job));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("fee", bill.fees().toString());
        fields.put(
                "tickets", bill.lines().stream().mapToLong(Bill.Line::tickets).sum());
        fields.put(
                "orchestrators",
                bill.lines().stream()
                        .map(line -> line.orchestrator().toString())
                        .toList());
        return fields;
    }
}
