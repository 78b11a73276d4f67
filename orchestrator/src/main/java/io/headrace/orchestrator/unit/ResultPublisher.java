package io.headrace.orchestrator.unit;

import io.headrace.admission.SessionId;
import io.headrace.crypto.Keccak;
import io.headrace.media.RenditionSegment;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.results.ResultStore;
import io.headrace.orchestrator.results.StoredResult;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.TranscodeResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts a unit's renditions where they can be fetched, and gives our word for them. */
final class ResultPublisher {

    private final ResultStore results;
    private final Billing billing;
    private final Supplier<String> serviceUri;
    private final InstantSource clock;

    ResultPublisher(ResultStore results, Billing billing, Supplier<String> serviceUri, InstantSource clock) {
        this.results = results;
        this.billing = billing;
        this.serviceUri = serviceUri;
        this.clock = clock;
    }

    TranscodeResult publish(SessionId session, long seq, List<RenditionSegment> renditions, OrchestratorInfo info) {
        var hashes = renditions.stream()
                .map(rendition -> Keccak.hash(rendition.bytes().asByteBuffer()))
                .toList();
        var published = renditions.stream()
                .map(rendition -> publish(session, seq, rendition))
                .toList();
        return new TranscodeResult.Transcoded(seq, published, billing.sign(hashes), Optional.of(info));
    }

    private TranscodeResult.Rendition publish(SessionId session, long seq, RenditionSegment rendition) {
        var profile = rendition.profile();
        var file = seq + profile.container().extension();
        results.put(
                session,
                profile.name(),
                file,
                new StoredResult(profile.container().mediaType(), rendition.bytes(), clock.instant()));
        var url = serviceUri.get() + "/stream/" + session + "/" + profile.name() + "/" + file;
        return new TranscodeResult.Rendition(url, rendition.pixels(), "");
    }
}
