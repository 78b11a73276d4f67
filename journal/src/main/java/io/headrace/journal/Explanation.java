package io.headrace.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.headrace.job.lifecycle.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened to one job: who was asked, who was refused and why, every attempt, every ticket and wei. Printed as
 * the document of {@code explain JOB --json} by {@link #json()}, for people by {@link ExplanationText}.
 *
 * @param state the job's, as it was last
 */
public record Explanation(
        String job,
        @JsonProperty("class") String jobClass,
        String pipeline,
        String state,
        List<CandidateLine> candidates,
        List<Segment> segments,
        List<TransitionLine> transitions,
        List<IntervalLine> intervals,
        List<SessionLine> sessions,
        List<RemarkLine> remarks,
        Payments payments) {

    public Explanation {
        candidates = List.copyOf(candidates);
        segments = List.copyOf(segments);
        transitions = List.copyOf(transitions);
        intervals = List.copyOf(intervals);
        sessions = List.copyOf(sessions);
        remarks = List.copyOf(remarks);
    }

    /** One for each orchestrator that was asked; the reason is that of the last time it was judged. */
    public record CandidateLine(String orchestrator, boolean chosen, String reason) {}

    public record Segment(long segment, List<AttemptLine> attempts) {
        public Segment {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * @param fee what it cost, in wei, whatever came of it
     * @param reason how it ended: {@code published}, {@code under-way}, or the code of a {@link Reason}
     */
    public record AttemptLine(
            String orchestrator, Optional<WorkerLine> worker, List<TicketLine> tickets, String fee, String reason) {
        public AttemptLine {
            tickets = List.copyOf(tickets);
        }
    }

    public record WorkerLine(String name, long pid) {}

    /** @param expectedValue in wei, rounded for print */
    public record TicketLine(String randHash, long nonce, String faceValue, String expectedValue) {}

    /** The states are shown under the network's names. */
    public record TransitionLine(
            Instant at,
            OptionalLong segment,
            String from,
            String event,
            String to,
            String reason,
            Optional<String> orchestrator) {}

    /**
     * A payment for an interval of a live session.
     *
     * @param standby whether it kept somebody ready who did not serve then
     * @param quantity of work, in the pipeline's unit
     * @param tickets none where credit sufficed
     * @param expectedValue of them, in wei
     */
    public record IntervalLine(
            Instant at, String orchestrator, boolean standby, long quantity, long tickets, String expectedValue) {}

    /**
     * What an agreement that is closed came to, in wei: sent = debited + lost + left.
     *
     * @param lost paid for work that did not come back
     * @param left what the orchestrator still has of ours
     */
    public record SessionLine(Instant at, String orchestrator, String sent, String debited, String lost, String left) {}

    /** What the reason of a transition does not say, about the job as a whole. */
    public record RemarkLine(Instant at, String sentence) {}

    /**
     * @param fee for work that came back, in wei
     * @param lost paid for work that did not, in wei
     * @param tickets how many were sent
     * @param winners how many of them won
     * @param redeemed what was paid out for them on chain, in wei
     */
    public record Payments(String fee, String lost, long tickets, long winners, String redeemed) {}

    /** One JSON document of a stable shape. */
    public String json() {
        return JournalCodec.document(this);
    }
}
