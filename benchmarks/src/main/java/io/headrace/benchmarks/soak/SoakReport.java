package io.headrace.benchmarks.soak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a soak found, for people and for programs. */
record SoakReport(SoakPlan plan, SoakFindings findings, String commit) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long MEBIBYTE = 1 << 20;

    List<Promise> promises() {
        return Promise.judge(findings, plan.limits());
    }

    boolean ok() {
        return promises().stream().allMatch(Promise::kept);
    }

    /** One line for each promise, then one for each rendition, each stream's delays, and each kill. */
    String text() {
        var text = new StringBuilder();
        for (var promise : promises()) {
            text.append(promise.kept() ? "kept    " : "BROKEN  ")
                    .append(promise.name())
                    .append(": ")
                    .append(promise.found())
                    .append('\n');
        }
        for (var stream : findings.streams()) {
            for (var rendition : stream.renditions()) {
                text.append(line(stream, rendition)).append('\n');
            }
            stream.delays().ifPresent(delays -> text.append(line(stream, delays)));
        }
        findings.kills().forEach(kill -> text.append(line(kill)));
        text.append("kills ").append(byWord(Kill.byKind(findings.kills())));
        text.append(", swaps ").append(findings.journals().swaps());
        text.append(", memory at most ").append(findings.memory().peakBytes() / MEBIBYTE);
        text.append(" MiB, growth by kind ").append(byWord(findings.memory().growthByKind()));
        if (plan.hostile()) {
            text.append(", stranger shut out ").append(findings.hostility().shut());
            text.append(" of ").append(findings.hostility().tried()).append(" times");
        }
        return text.append('\n').toString();
    }

    private static String line(SoakFindings.Stream stream, SoakFindings.Rendition rendition) {
        var seen = rendition.seen();
        return String.format(
                Locale.ROOT,
                "%s/%s: frames %d in, %d out; %d segments, %d missing, %d doubled, %d discontinuities, %d jumps, %d"
                        + " unreadable, %d lost; longest stall %.1f s",
                stream.name(),
                rendition.name(),
                stream.framesIn(),
                seen.frames(),
                seen.segments(),
                seen.missing(),
                seen.doubled(),
                seen.discontinuities(),
                seen.jumps(),
                seen.unreadable(),
                seen.lost(),
                seconds(seen));
    }

    private static String line(SoakFindings.Stream stream, Quantiles delays) {
        return String.format(
                Locale.ROOT,
                "%s: last byte of a segment in until all renditions out: p50 %.2f s, p99 %.2f s, max %.2f s of %d%n",
                stream.name(),
                delays.p50(),
                delays.p99(),
                delays.max(),
                delays.count());
    }

    private static String line(Kill kill) {
        return String.format(
                Locale.ROOT,
                "killed at %d s: %s %s (pid %d)%n",
                kill.at().toSeconds(),
                kill.victim().kind().word(),
                kill.victim().name(),
                kill.victim().pid());
    }

    private static double seconds(RenditionWatch.Findings seen) {
        return seen.longestStall().toMillis() / 1000.0;
    }

    /** One document. */
    String json() {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", "soak");
        document.put("ok", ok());
        document.put("streams", plan.streams());
        document.put("seconds", plan.length().toSeconds());
        document.put("seed", plan.seed());
        document.put("promises", promises());
        document.put("renditions", renditions());
        document.put("delays", delays());
        document.put("kills", byWord(Kill.byKind(findings.kills())));
        document.put("killed", findings.kills().stream().map(SoakReport::fields).toList());
        document.put("swaps", findings.journals().swaps());
        document.put("journals", findings.journals());
        document.put("memory", memory());
        document.put("hostile", findings.hostility());
        document.put("command", "headrace soak");
        document.put("commit", commit);
        return JSON.writeValueAsString(document);
    }

    private List<Map<String, Object>> renditions() {
        var all = new ArrayList<Map<String, Object>>();
        for (var stream : findings.streams()) {
            for (var rendition : stream.renditions()) {
                var seen = rendition.seen();
                var fields = new LinkedHashMap<String, Object>();
                fields.put("stream", stream.name());
                fields.put("rendition", rendition.name());
                fields.put("framesIn", stream.framesIn());
                fields.put("framesOut", seen.frames());
                fields.put("segments", seen.segments());
                fields.put("missing", seen.missing());
                fields.put("doubled", seen.doubled());
                fields.put("discontinuities", seen.discontinuities());
                fields.put("jumps", seen.jumps());
                fields.put("unreadable", seen.unreadable());
                fields.put("lost", seen.lost());
                fields.put("longestStallSeconds", seconds(seen));
                all.add(fields);
            }
        }
        return all;
    }

    private Map<String, Quantiles> delays() {
        var delays = new TreeMap<String, Quantiles>();
        findings.streams().forEach(stream -> stream.delays().ifPresent(found -> delays.put(stream.name(), found)));
        return delays;
    }

    private static Map<String, Object> fields(Kill kill) {
        return Map.of(
                "seconds", kill.at().toSeconds(),
                "kind", kill.victim().kind().word(),
                "name", kill.victim().name());
    }

    private Map<String, Object> memory() {
        var memory = new LinkedHashMap<String, Object>();
        memory.put("peakBytes", findings.memory().peakBytes());
        findings.memory().growth().ifPresent(growth -> {
            memory.put("fromMinute", growth.from().toSeconds() / 60.0);
            memory.put("fromBytes", Math.round(growth.before()));
            memory.put("toMinute", growth.to().toSeconds() / 60.0);
            memory.put("toBytes", Math.round(growth.after()));
            memory.put("growth", growth.ratio());
        });
        memory.put("growthByKind", byWord(findings.memory().growthByKind()));
        return memory;
    }

    private static <V> Map<String, V> byWord(Map<NetworkProcess.Kind, V> byKind) {
        var words = new TreeMap<String, V>();
        byKind.forEach((kind, value) -> words.put(kind.word(), value));
        return words;
    }
}
