package io.headrace.gateway.byoc;

import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.NanoTicker;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.PaysBy;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One request on its way: what was asked, who did not serve and why, and the answer that its client awaits. Any thread. */
public final class ContainerFlight {

    /** Existing orchestrators ask for so much ahead, however short the job. */
    private static final long LEAST_SECONDS = 60;

    private static final int MOST_REASONS = 32;

    private final ContainerAsk ask;
    private final PaysBy paysBy;
    private final NanoTicker ticker;
    private final long untilNanos;
    private final CompletableFuture<ContainerAnswer> answer = new CompletableFuture<>();

    /** Guarded by this; the last thing that each said. */
    private final Map<Orchestrator, Why> reasons = new LinkedHashMap<>();

    /** Guarded by this; those who took no payment, on fresh terms neither. */
    private final Set<URI> unpaid = new HashSet<>();

    /** Guarded by this; those who had room when they were last asked. */
    private Set<Orchestrator> willing = Set.of();

    private record Why(boolean full, String sentence) {}

    /**
     * @param paysBy by which units it may be paid
     * @param room how long its client waits for somebody to have room
     */
    ContainerFlight(ContainerAsk ask, PaysBy paysBy, Duration room, NanoTicker ticker) {
        this.ask = ask;
        this.paysBy = paysBy;
        this.ticker = ticker;
        this.untilNanos = ticker.nanos() + room.toNanos();
    }

    public ContainerAsk ask() {
        return ask;
    }

    public CompletableFuture<ContainerAnswer> answer() {
        return answer;
    }

    PaysBy paysBy() {
        return paysBy;
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

    /**
     * It refused to be paid on its terms of before and on fresh ones: a third payment would be refused as well.
     *
     * @param sentence what it said the second time
     */
    synchronized void unpaid(Orchestrator by, String sentence) {
        unpaid.add(by.service());
        failed(by, sentence + " (asked twice, the second time on fresh terms)");
    }

    synchronized boolean isUnpaid(URI service) {
        return unpaid.contains(service);
    }

    /** Whether the client allows it, and money may still help. */
    boolean mayAsk(URI service) {
        return ask.parameters().allows(service.toString()) && !isUnpaid(service);
    }

    private void put(Orchestrator by, Why why) {
        if (reasons.size() < MOST_REASONS || reasons.containsKey(by)) {
            reasons.put(by, why);
        }
    }

    synchronized void willing(Set<Orchestrator> now) {
        willing = Set.copyOf(now);
    }

    /** Whether nobody is left who might do it, and nobody waits for one to come. */
    synchronized boolean isExhausted() {
        return ticker.nanos() - untilNanos >= 0 && reasons.keySet().containsAll(willing);
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
