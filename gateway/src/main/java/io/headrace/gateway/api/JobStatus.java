package io.headrace.gateway.api;

import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.gateway.run.RunView;
import io.headrace.job.Outcome;
import io.headrace.job.selection.Verdict;
import io.headrace.media.LadderText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One job as the public API tells of it: what `transcode` prints, and what its progress bars are drawn from. */
final class JobStatus {

    private JobStatus() {}

    static Map<String, Object> of(RunView view, Map<String, Object> bill) {
        var units = view.units();
        var status = new LinkedHashMap<String, Object>();
        status.put("job", view.order().id());
        status.put("state", view.state());
        status.put(
                "durationSeconds",
                units.stream().mapToDouble(PublishedUnit::seconds).sum());
        status.put("sourceSeconds", view.sourceSeconds());
        status.put("ladder", LadderText.print(view.order().ladder()));
        status.put("renditions", renditions(view, units));
        status.putAll(bill);
        view.problem().ifPresent(problem -> status.put("problem", problem));
        if (view.outcome().orElse(null) instanceof Outcome.Failed failed) {
            status.put("reason", failed.reason().code());
            status.put("candidates", candidates(failed.lastVerdicts()));
        }
        return status;
    }

    private static List<Map<String, Object>> renditions(RunView view, List<PublishedUnit> units) {
        var renditions = new ArrayList<Map<String, Object>>();
        var profiles = view.order().ladder().profiles();
        for (int i = 0; i < profiles.size(); i++) {
            int index = i;
            var rendition = new LinkedHashMap<String, Object>();
            rendition.put("name", profiles.get(i).name());
            units.stream().findFirst().map(unit -> unit.renditions().get(index)).ifPresent(first -> {
                rendition.put("width", first.width());
                rendition.put("height", first.height());
            });
            rendition.put(
                    "frames",
                    units.stream()
                            .map(unit -> unit.renditions().get(index))
                            .mapToLong(PublishedRendition::frames)
                            .sum());
            rendition.put("playlist", profiles.get(i).name() + "/index.m3u8");
            rendition.put("mp4", profiles.get(i).name() + ".mp4");
            renditions.add(rendition);
        }
        return renditions;
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
