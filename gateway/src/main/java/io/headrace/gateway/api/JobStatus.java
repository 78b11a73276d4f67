package io.headrace.gateway.api;

import io.headrace.gateway.batch.later.LaterJobs;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.run.PublishedTotals;
import io.headrace.gateway.run.RunView;
import io.headrace.job.Outcome;
import io.headrace.job.selection.Verdict;
import io.headrace.media.LadderText;
import io.headrace.pipeline.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One job as the public API tells of it: what `transcode` prints, and what its progress bars are drawn from. */
final class JobStatus {

    private JobStatus() {}

    static Map<String, Object> of(RunView view, Map<String, Object> bill) {
        var published = view.published();
        var status = new LinkedHashMap<String, Object>();
        status.put("job", view.order().id());
        status.put("state", view.state());
        status.put("durationSeconds", published.seconds());
        status.put("sourceSeconds", view.source().toNanos() / 1e9);
        status.putAll(ordered(view.order()));
        status.put(
                "renditions",
                published.renditions().stream().map(JobStatus::rendition).toList());
        status.putAll(bill);
        view.progress().ifPresent(progress -> status.put("progress", progress(progress)));
        view.waiting().ifPresent(waiting -> status.put("waiting", waiting));
        view.problem().ifPresent(problem -> status.put("problem", problem));
        if (view.outcome().orElse(null) instanceof Outcome.Failed failed) {
            status.put("reason", failed.reason().code());
            status.put("candidates", candidates(failed.lastVerdicts()));
        }
        return status;
    }

    private static Map<String, Object> progress(Progress progress) {
        var document = new LinkedHashMap<String, Object>();
        document.put("done", progress.done());
        progress.whole().ifPresent(whole -> document.put("whole", whole));
        return document;
    }

    /** Of a job that an earlier life of the gateway did, of which the result is still there. */
    static Map<String, Object> of(String id, LaterJobs.Standing standing) {
        var status = new LinkedHashMap<String, Object>();
        status.put("job", id);
        status.put(
                "state",
                switch (standing) {
                    case LaterJobs.Standing.Running _ -> "Waiting";
                    case LaterJobs.Standing.Over(int code, var _, var _) -> code == 200 ? "Completed" : "Failed";
                });
        status.put("result", "/jobs/" + id + "/result");
        return status;
    }

    private static Map<String, Object> ordered(JobOrder order) {
        return switch (order) {
            case VideoOrder video -> Map.of("ladder", LadderText.print(video.ladder()));
            case RealtimeJobOrder realtime -> Map.of("stream", realtime.stream(), "model", realtime.model());
            case BatchJobOrder batch -> Map.of("pipeline", batch.pipeline(), "model", batch.model());
        };
    }

    private static Map<String, Object> rendition(PublishedTotals.Rendition of) {
        var rendition = new LinkedHashMap<String, Object>();
        rendition.put("name", of.name());
        if (of.frames() > 0) {
            rendition.put("width", of.width());
            rendition.put("height", of.height());
        }
        rendition.put("frames", of.frames());
        rendition.put("playlist", of.name() + "/index.m3u8");
        rendition.put("mp4", of.name() + ".mp4");
        return rendition;
    }

    /** Which criterion refused whom. */
    static List<Map<String, Object>> candidates(List<Verdict> verdicts) {
        return verdicts.stream().map(JobStatus::candidate).toList();
    }

    private static Map<String, Object> candidate(Verdict verdict) {
        var candidate = new LinkedHashMap<String, Object>();
        candidate.put("orchestrator", verdict.orchestrator().toString());
        candidate.put("uri", verdict.orchestrator().service().toString());
        candidate.put("chosen", verdict.finding() instanceof Verdict.Chosen);
        candidate.put(
                "reason",
                switch (verdict.finding()) {
                    case Verdict.Chosen(var why) -> why;
                    case Verdict.PassedOver(var why) -> why;
                    case Verdict.Refused(var refusal) -> refusal.code() + ": " + refusal.sentence();
                });
        return candidate;
    }
}
