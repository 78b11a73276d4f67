package io.headrace.gateway.check;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.job.selection.Orchestrator;
import io.headrace.media.RenditionSegment;
import io.headrace.media.SourceSegment;
import io.headrace.media.request.Comparison;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.verify.ContentJudge;
import io.headrace.media.verify.Sampling;
import io.headrace.media.verify.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the first results that an orchestrator returns for a job, and one in each block of those after them, drawn by
 * chance. Of a result one rendition is compared, drawn as well. What is found changes the orchestrator's standing for
 * every job.
 */
public final class SampledContent implements ContentChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int MOST_REMEMBERED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SampledContent.class);

    private final MediaEngine media;
    private final OrchestratorDirectory directory;
    private final ContentJudge judge;

    /** Guarded by this. */
    private final RandomGenerator chance;

    /** Guarded by this; the oldest first. */
    private final Map<Pair, Sampling> samplings = new LinkedHashMap<>();

    private record Pair(String job, Orchestrator orchestrator) {}

    /**
     * @param media compares in children of its own, so that nobody else waits for it
     * @param chance cannot be foreseen by orchestrators
     */
    public SampledContent(
            MediaEngine media, OrchestratorDirectory directory, ContentJudge judge, RandomGenerator chance) {
        this.media = media;
        this.directory = directory;
        this.judge = judge;
        this.chance = chance;
    }

    @Override
    public synchronized boolean sampled(String job, Orchestrator orchestrator) {
        var pair = new Pair(job, orchestrator);
        var step = samplings.getOrDefault(pair, Sampling.usual()).next(chance);
        samplings.put(pair, step.rest());
        if (samplings.size() > MOST_REMEMBERED) {
            samplings.remove(samplings.keySet().iterator().next());
        }
        return step.compared();
    }

    @Override
    public Optional<String> mismatch(Orchestrator orchestrator, SourceSegment source, List<RenditionSegment> result)
            throws ChildException, InterruptedException {
        var request = drawn(source, result);
        return switch (media.ask(request, PATIENCE)) {
            case MediaAnswer.Refused<Comparison> ofSource -> {
                LOG.warn("A result cannot be compared: {}", ofSource.refusal().sentence());
                yield Optional.empty();
            }
            case MediaAnswer.Done<Comparison> done ->
                switch (judge.judge(done.reply())) {
                    case Verdict.Same _ -> {
                        directory.verified(orchestrator);
                        yield Optional.empty();
                    }
                    case Verdict.Different(var _, var sentence) -> differs(orchestrator, request, sentence);
                };
        };
    }

    private synchronized MediaRequest.Compare drawn(SourceSegment source, List<RenditionSegment> result) {
        var rendition = result.get(chance.nextInt(result.size()));
        return new MediaRequest.Compare(
                source.bytes(), rendition.bytes(), rendition.profile(), Preset.ULTRAFAST, chance.nextDouble());
    }

    private Optional<String> differs(Orchestrator orchestrator, MediaRequest.Compare request, String sentence) {
        directory.mismatched(orchestrator);
        return Optional.of(request.profile().name() + " is not what was asked for: " + sentence);
    }
}
