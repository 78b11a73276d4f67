package io.headrace.job.lifecycle;

import io.headrace.job.lifecycle.Rule.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every transition of jobs and units, as data: the machines cannot make another one, the documentation is printed
 * from it, and a test fails for a line that was never walked.
 *
 * <p>The network's diagram has 22 rows. It names no states of ours (Ready, Done, Left), so the lines that touch those
 * are shown under its names. Lines without a row close what the diagram leaves open.
 */
public final class Lifecycle {

    /** Columns: state, events, state entered, row or "-", cause; in brackets how the network names the two states. */
    private static final String UNIT = """
            Ready           | Begun                          | SegmentDispatch | 6  | next segment ready [SessionEstablished > SegmentDispatch]
            SegmentDispatch | Uploaded                       | Executing       | 7  | segment uploaded to the orchestrator
            SegmentDispatch | Returned                       | Returning       | -  | answered before the upload was confirmed
            SegmentDispatch | Failed Overdue                 | Retry           | -  | refused, or lost before it ran
            Executing       | Returned                       | Returning       | 8  | result ready
            Executing       | Failed Overdue                 | Retry           | 9  | work failed or timed out
            Retry           | RetryDue                       | SegmentDispatch | 10 | within the retry budget
            Retry           | RetryDue                       | Left            | 11 | retry budget exhausted [Retry > SwapOrchestrator]
            Retry           | SessionLeft                    | Left            | -  | the job has moved to another session
            Returning       | Checked                        | Verifying       | 13 | fast verification of a sampled segment
            Returning       | Checked                        | Publishing      | -  | this segment is not sampled
            Returning       | Failed Overdue                 | Retry           | -  | what came back cannot be used
            Verifying       | Verified                       | Publishing      | 14 | verified
            Verifying       | Mismatched                     | Left            | 15 | verification failed [Verifying > SwapOrchestrator]
            Verifying       | Failed Overdue                 | Retry           | -  | the verifier died
            Publishing      | Published                      | Settling        | 16 | tickets sent
            Publishing      | Failed                         | Retry           | -  | the result was lost before it was published
            Publishing      | RewardCalled                   | RoundReward     | 20 | per-round reward call
            RoundReward     | RewardCalled                   | Publishing      | 21 | reward call made
            Settling        | Settled                        | Done            | 17 | next segment [Settling > SegmentDispatch]
            Settling        | Overdue                        | Done            | -  | the books did not answer
            SegmentDispatch | Failed                         | Left            | -  | no money, unusable input, or its moment has passed
            Executing       | Failed                         | Left            | -  | no money, unusable input, or its moment has passed
            Returning       | Failed                         | Left            | -  | unusable input, or its moment has passed
            Publishing      | Failed Overdue                 | Left            | -  | our own store fails
            Skipping        | Failed Overdue                 | Left            | -  | our own store fails
            Left            | FoundUnusable                  | Skipping        | -  | nobody can work on its input, and the job goes on
            Left            | Missed                         | Skipping        | -  | its moment has passed, and the job goes on
            Skipping        | Skipped                        | Done            | -  | left out when its turn came
            SegmentDispatch | Distrusted                     | Left            | -  | its orchestrator was caught with another result
            Executing       | Distrusted                     | Left            | -  | its orchestrator was caught with another result
            Returning       | Distrusted                     | Left            | -  | its orchestrator was caught with another result
            Verifying       | Distrusted                     | Left            | -  | its orchestrator was caught with another result
            Publishing      | Distrusted                     | Left            | -  | its orchestrator was caught with another result
            SegmentDispatch | Resumed                        | Left            | -  | the node was restarted
            Executing       | Resumed                        | Left            | -  | the node was restarted
            Retry           | Resumed                        | Left            | -  | the node was restarted
            Returning       | Resumed                        | Left            | -  | the node was restarted
            Verifying       | Resumed                        | Left            | -  | the node was restarted
            """;

    private static final String JOB = """
            start              | JobCreated             | Idle               | 1  | job created
            Idle               | IngestStarted          | Ingesting          | 2  | ingest starts
            Ingesting          | SegmentReady           | Discovering        | 3  | segmenter emits segments
            Discovering        | SessionOpened          | SessionEstablished | 4  | orchestrator selected, price accepted
            Discovering        | CandidatesFound SessionRefused Overdue | Failed | 5 | discovery errors exceed tolerance
            SessionEstablished | UnitLeft SessionEnded PriceChanged | SwapOrchestrator | - | the job's side of rows 11 and 15, or a session that ends
            SwapOrchestrator   | UnitLeft SessionEnded PriceChanged | Discovering | 12 | choose a new orchestrator
            SwapOrchestrator   | UnitLeft SessionEnded PriceChanged | Failed  | -  | too many swaps without a segment published
            SessionEstablished | UnitDone               | Drained            | 18 | reserve or deposit depleted [Settling > Drained]
            Discovering        | UnitDone               | Drained            | 18 | reserve or deposit depleted [Settling > Drained]
            SessionEstablished | UnitLeft               | Drained            | -  | no money for the tickets of a segment
            Discovering        | UnitLeft               | Drained            | -  | no money for the tickets of a segment
            Discovering        | CandidatesFound SessionRefused Overdue | Drained | - | all who would do ask for more deposit or reserve
            Drained            | Overdue                | Failed             | 19 | insufficient funds
            Drained            | Funded                 | Discovering        | -  | funded within the grace time
            SessionEstablished | UnitDone SourceEnded Overdue | Completed    | -  | source ended and everything published [Settling > Completed]
            Discovering        | UnitDone SourceEnded Overdue | Completed          | -  | source ended and everything published [Settling > Completed]
            Drained            | UnitDone SourceEnded Overdue | Completed          | -  | source ended and everything published [Settling > Completed]
            SessionEstablished | UnitLeft SourceFailed  | Failed             | -  | what no orchestrator can cure
            Discovering        | UnitLeft SourceFailed  | Failed             | -  | what no orchestrator can cure
            Drained            | UnitLeft SourceFailed  | Failed             | -  | what no orchestrator can cure
            SessionEstablished | UnitDone               | Failed             | -  | too many units in succession that nobody can work on
            Discovering        | UnitDone               | Failed             | -  | too many units in succession that nobody can work on
            Drained            | UnitDone               | Failed             | -  | too many units in succession that nobody can work on
            Idle               | SourceEnded SourceFailed | Failed           | -  | there was no input
            Ingesting          | SourceEnded SourceFailed Overdue | Failed   | -  | there was no input
            Idle               | CancelRequested        | Cancelled          | -  | the client stops
            Ingesting          | CancelRequested        | Cancelled          | -  | the client stops
            Discovering        | CancelRequested        | Cancelled          | -  | the client stops
            SessionEstablished | CancelRequested        | Cancelled          | -  | the client stops
            Drained            | CancelRequested        | Cancelled          | -  | the client stops
            SessionEstablished | Resumed                | Discovering        | -  | the node was restarted
            Failed             | JobEnded               | end                | 22 | the client was told
            Completed          | JobEnded               | end                | -  | the client was told
            Cancelled          | JobEnded               | end                | -  | the client was told
            """;

    private record Key(Part part, String from, String event, String to) {}

    private static final List<Rule> RULES = new ArrayList<>();
    private static final Map<Key, Rule> BY_KEY = new HashMap<>();

    static {
        JOB.lines().forEach(line -> read(Part.JOB, line));
        UNIT.lines().forEach(line -> read(Part.UNIT, line));
    }

    private Lifecycle() {}

    /** Every transition that may be made. */
    public static List<Rule> rules() {
        return List.copyOf(RULES);
    }

    /** @throws IllegalStateException when no such transition may be made: a bug of a machine */
    public static Rule rule(Part part, String from, String event, String to) {
        return find(part, from, event, to)
                .orElseThrow(() -> new IllegalStateException(
                        "No transition of a %s leads from %s by %s to %s".formatted(part, from, event, to)));
    }

    /** Empty for one that this version does not know. */
    public static Optional<Rule> find(Part part, String from, String event, String to) {
        return Optional.ofNullable(BY_KEY.get(new Key(part, from, event, to)));
    }

    private static void read(Part part, String line) {
        var columns = line.split(" *\\| *", -1);
        var cause = columns[4].split(" \\[| > |]", -1);
        var from = columns[0];
        var to = columns[2];
        var shown = cause.length > 1;
        for (var event : columns[1].split(" ", -1)) {
            var row = columns[3].equals("-") ? "" : columns[3];
            var rule = new Rule(part, from, event, to, row, shown ? cause[1] : from, shown ? cause[2] : to, cause[0]);
            RULES.add(rule);
            BY_KEY.put(new Key(part, from, event, to), rule);
        }
    }
}
