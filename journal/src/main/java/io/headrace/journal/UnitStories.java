package io.headrace.journal;

import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Explanation.Segment;
import io.headrace.journal.Explanation.WorkerLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The attempts at each unit, while the journal is being read. What is said of an attempt that nobody sent is left out. */
final class UnitStories {

    private final TreeMap<Long, List<AttemptStory>> byUnit = new TreeMap<>();

    void dispatched(Instant at, Fact.UnitDispatched sent) {
        byUnit.computeIfAbsent(sent.unit(), _ -> new ArrayList<>())
                .add(new AttemptStory(sent.attempt().number(), at, sent.orchestrator()));
    }

    Optional<AttemptStory> find(long unit, int attempt) {
        return byUnit.getOrDefault(unit, List.of()).stream()
                .filter(story -> story.number() == attempt)
                .findFirst();
    }

    /** It worked for the last attempt that had been sent to its orchestrator by then. */
    void worked(Orchestrator orchestrator, Instant at, Fact.WorkerNamed named) {
        byUnit.getOrDefault(named.unit(), List.of()).stream()
                .filter(story -> story.orchestrator().equals(orchestrator)
                        && !story.began().isAfter(at))
                .reduce((_, later) -> later)
                .ifPresent(story -> story.worker(new WorkerLine(named.worker(), named.pid())));
    }

    List<Segment> lines() {
        var lines = new ArrayList<Segment>();
        byUnit.forEach((unit, stories) -> lines.add(
                new Segment(unit, stories.stream().map(AttemptStory::line).toList())));
        return lines;
    }
}
