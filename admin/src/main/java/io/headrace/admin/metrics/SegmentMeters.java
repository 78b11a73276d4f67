package io.headrace.admin.metrics;

import io.headrace.admin.metrics.Walks.Stride;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/**
 * The network's meters about streams and their segments, under its names and with its buckets (go-livepeer,
 * monitor/census.go). A job is a stream, a unit a segment; each is counted at the transition that means the same.
 */
final class SegmentMeters {

    private static final double[] TRANSCODE_SECONDS = {.25, .5, .75, 1, 1.25, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10};
    private static final double[] LATENCY_SECONDS = {.5, .75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10};
    private static final double[] UPLOAD_SECONDS = {.01, .025, .05, .1, .15, .2, .5, 1, 5, 10};
    private static final double[] DURATION_SECONDS = {.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 10, 15, 20};
    private static final int MAX_TRIES_NAMED = 10;

    private final Count streamsCreated;
    private final Count streamsStarted;
    private final Count streamsEnded;
    private final Count appeared;
    private final Count emergedUnprocessed;
    private final Count emerged;
    private final Count uploaded;
    private final Count uploadFailed;
    private final Count downloaded;
    private final Count transcoded;
    private final Count transcodedUnprocessed;
    private final Count allAppeared;
    private final Count transcodeFailed;
    private final Count retried;
    private final Count swaps;
    private final Count verified;
    private final Count verificationFailed;
    private final Timing uploadTime;
    private final Timing transcodeTime;
    private final Timing overallLatency;
    private final Timing duration;
    private final SuccessRate successRate = new SuccessRate();

    SegmentMeters(MeterRegistry registry) {
        streamsCreated = new Count(registry, ReservedName.STAND_IN, "Streams created");
        streamsStarted = new Count(registry, "livepeer_stream_started_total", "Streams whose first segment came");
        streamsEnded = new Count(registry, "livepeer_stream_ended_total", "Streams that are over");
        appeared = new Count(registry, "livepeer_segment_source_appeared_total", "Source segments in the manifest");
        emergedUnprocessed = new Count(
                registry, "livepeer_segment_source_emerged_unprocessed_total", "Segments out of the segmenter");
        emerged = new Count(registry, "livepeer_segment_source_emerged_total", "Segments that succeeded or failed");
        uploaded = new Count(registry, "livepeer_segment_source_uploaded_total", "Segments sent to orchestrators");
        uploadFailed =
                new Count(registry, "livepeer_segment_source_upload_failed_total", "Segments not sent", "error_code");
        downloaded =
                new Count(registry, "livepeer_segment_transcoded_downloaded_total", "Results fetched and found usable");
        transcoded = new Count(registry, "livepeer_segment_transcoded_total", "Results returned by orchestrators");
        transcodedUnprocessed = new Count(
                registry, "livepeer_segment_transcoded_unprocessed_total", "Segments successfully transcoded");
        allAppeared = new Count(
                registry, "livepeer_segment_transcoded_all_appeared_total", "Segments with all renditions published");
        transcodeFailed =
                new Count(registry, "livepeer_segment_transcode_failed_total", "Attempts that failed", "error_code");
        retried = new Count(registry, "livepeer_transcode_retried", "Attempts after the first", "try");
        swaps = new Count(registry, "livepeer_orchestrator_swaps", "Orchestrator swaps in the middle of a stream");
        verified = new Count(registry, "livepeer_fast_verification_done", "Fast verifications done");
        verificationFailed = new Count(registry, "livepeer_fast_verification_failed", "Fast verifications failed");
        uploadTime = new Timing(
                registry, "livepeer_upload_time_seconds", "Until a segment is at its orchestrator", UPLOAD_SECONDS);
        transcodeTime =
                new Timing(registry, "livepeer_transcode_time_seconds", "From upload to result", TRANSCODE_SECONDS);
        overallLatency = new Timing(
                registry,
                "livepeer_transcode_overall_latency_seconds",
                "From segmenter to all renditions published",
                LATENCY_SECONDS);
        duration = new Timing(
                registry, "livepeer_source_segment_duration_seconds", "Duration of source segments", DURATION_SECONDS);
        Gauge.builder("livepeer_success_rate", successRate, SuccessRate::value)
                .description("Share of the last " + SuccessRate.WINDOW + " segments that succeeded; 1 without any")
                .register(registry);
    }

    void created() {
        streamsCreated.one();
    }

    /** @param unpublished segments of the stream that never got a result */
    void ended(Fact.JobEnded end, long unpublished) {
        streamsEnded.one();
        emerged.many(unpublished);
        if (end.reason() != Reason.CLIENT_CANCELLED) {
            successRate.failed(unpublished);
        }
    }

    void accepted(Duration played) {
        appeared.one();
        emergedUnprocessed.one();
        duration.record(played);
    }

    void dispatched(int attempt) {
        if (attempt > 1) {
            retried.one(attempt > MAX_TRIES_NAMED ? ">" + MAX_TRIES_NAMED : Integer.toString(attempt));
        }
    }

    void jobMoved(Fact.Moved move) {
        if (move.from().equals("Ingesting") && move.to().equals("Discovering")) {
            streamsStarted.one();
        }
        if (move.from().equals("SwapOrchestrator") && move.to().equals("Discovering")) {
            swaps.one();
        }
    }

    void unitMoved(Fact.Moved move, Optional<Stride> stride) {
        switch (move.event()) {
            case "Uploaded" -> {
                uploaded.one();
                stride.ifPresent(known -> uploadTime.record(known.spent()));
            }
            case "Returned" -> {
                transcoded.one();
                stride.filter(_ -> move.from().equals("Executing"))
                        .ifPresent(known -> transcodeTime.record(known.spent()));
            }
            case "Checked" -> downloaded.one();
            case "Verified" -> verified.one();
            case "Mismatched" -> {
                verified.one();
                verificationFailed.one();
                transcodeFailed.one(NetworkErrorCode.ofTranscoding(move.reason()));
            }
            case "Distrusted" -> transcodeFailed.one(NetworkErrorCode.ofTranscoding(move.reason()));
            case "Published" -> published(stride);
            case "Skipped" -> {
                emerged.one();
                successRate.failed(1);
            }
            case "Failed", "Overdue" -> failed(move);
            default -> {}
        }
    }

    private void published(Optional<Stride> stride) {
        allAppeared.one();
        transcodedUnprocessed.one();
        emerged.one();
        successRate.succeeded();
        stride.ifPresent(known -> overallLatency.record(known.age()));
    }

    private void failed(Fact.Moved move) {
        switch (move.from()) {
            case "SegmentDispatch" -> uploadFailed.one(NetworkErrorCode.ofUpload(move.reason()));
            case "Executing", "Returning" -> transcodeFailed.one(NetworkErrorCode.ofTranscoding(move.reason()));
            default -> {}
        }
    }
}
