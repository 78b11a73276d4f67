package io.headrace.gateway.byoc;

import io.headrace.job.selection.Orchestrator;
import io.headrace.wire.byoc.JobRefusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One request on its way: what was asked, who did not serve and why, and the answer that its client awaits. Any thread. */
final class ContainerFlight {

    /** Existing orchestrators ask for so much ahead, however short the job. */
    private static final long LEAST_SECONDS = 60;

    private static final int MOST_REASONS = 32;

    private final ContainerAsk ask;
    private final CompletableFuture<ContainerAnswer> answer = new CompletableFuture<>();

    /** Guarded by this; the last thing that each said. */
    private final Map<String, Why> reasons = new LinkedHashMap<>();

    private record Why(boolean full, String sentence) {}

    ContainerFlight(ContainerAsk ask) {
        this.ask = ask;
    }

    ContainerAsk ask() {
        return ask;
    }

    CompletableFuture<ContainerAnswer> answer() {
        return answer;
    }

    String capability() {
        return ask.job().capability();
    }

    /** Seconds that are paid ahead. */
    long seconds() {
        return Math.max(LEAST_SECONDS, ask.job().timeout().toSeconds());
    }

    Duration timeout() {
        return ask.job().timeout();
    }

    synchronized void full(Orchestrator by) {
        put(by, new Why(true, by.service() + ": it has all it can do"));
    }

    synchronized void failed(Orchestrator by, String sentence) {
        put(by, new Why(false, sentence));
    }

    private void put(Orchestrator by, Why why) {
        if (reasons.size() < MOST_REASONS || reasons.containsKey(by.toString())) {
            reasons.put(by.toString(), why);
        }
    }

    /**
     * What the client is told when nobody served.
     *
     * @param offered whether anybody has the container at all
     * @param otherwise why not, where nobody was asked
     */
    synchronized ContainerAnswer.Failed failure(boolean offered, String otherwise) {
        if (!offered && reasons.isEmpty()) {
            var text = JobRefusal.NO_ORCHESTRATORS.body(capability()).strip();
            return new ContainerAnswer.Failed(JobRefusal.NO_ORCHESTRATORS.status(), text);
        }
        int status = reasons.values().stream().allMatch(Why::full) ? 503 : 502;
        var sentences = reasons.isEmpty()
                ? otherwise
                : reasons.values().stream().map(Why::sentence).collect(Collectors.joining("; "));
        return new ContainerAnswer.Failed(status, "Nobody did the job for " + capability() + ": " + sentences);
    }
}
