package io.headrace.benchmarks.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that a network promises, and whether it kept its word.
 *
 * @param found the numbers behind the verdict, as a sentence
 */
record Promise(String name, boolean kept, String found) {

    private static final long MEBIBYTE = 1 << 20;

    /** What a soak holds a network to. */
    static List<Promise> judge(SoakFindings findings, SoakPlan.Limits limits) {
        var promises = new ArrayList<Promise>();
        promises.add(everyStreamPlayed(findings));
        promises.add(noPublisherThrownOut(findings));
        promises.add(noSegmentMissing(findings));
        promises.add(allFrames(findings));
        promises.add(shortStalls(findings, limits.stall()));
        promises.add(steadyMemory(findings, limits.growth()));
        promises.add(nonceOnce(findings));
        return promises;
    }

    private static Promise everyStreamPlayed(SoakFindings findings) {
        long played = findings.streams().stream()
                .filter(stream -> stream.ended() && !stream.renditions().isEmpty())
                .count();
        int all = findings.streams().size();
        return new Promise("every stream is played to its end", played == all, played + " of " + all);
    }

    private static Promise noPublisherThrownOut(SoakFindings findings) {
        long breaks = findings.streams().stream()
                .mapToLong(SoakFindings.Stream::breaks)
                .sum();
        var why = findings.streams().stream()
                .map(SoakFindings.Stream::lastBreak)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> " (" + reason + ")")
                .orElse("");
        return new Promise(
                "no publisher is thrown out while the gateway lives",
                breaks == 0 || findings.gatewayDied(),
                breaks + " broken connections" + why);
    }

    private static Promise noSegmentMissing(SoakFindings findings) {
        long seams = renditions(findings).stream()
                .filter(each -> !each.seen().seamless())
                .count();
        long missing = renditions(findings).stream()
                .mapToLong(each -> each.seen().missing() + each.seen().lost())
                .sum();
        long doubled = renditions(findings).stream()
                .mapToLong(each -> each.seen().doubled())
                .sum();
        boolean kept = findings.gatewayDied() ? missing + doubled == 0 : seams == 0;
        return new Promise(
                "every segment once, in order, whole",
                kept,
                missing + " missing, " + doubled + " doubled, " + seams + " renditions with any flaw");
    }

    private static Promise allFrames(SoakFindings findings) {
        long worst = 0;
        for (var stream : findings.streams()) {
            worst = Math.max(worst, stream.renditions().isEmpty() ? stream.framesIn() : 0);
            for (var rendition : stream.renditions()) {
                worst = Math.max(
                        worst, Math.abs(stream.framesIn() - rendition.seen().frames()));
            }
        }
        return new Promise(
                "as many frames out as in, in every rendition, while the gateway lives",
                worst == 0 || findings.gatewayDied(),
                "the worst rendition differs by " + worst);
    }

    private static Promise shortStalls(SoakFindings findings, Duration limit) {
        var longest = renditions(findings).stream()
                .map(each -> each.seen().longestStall())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Promise(
                "a new segment at least every " + limit.toSeconds() + " s",
                longest.compareTo(limit) <= 0,
                String.format(Locale.ROOT, "longest %.1f s", longest.toMillis() / 1000.0));
    }

    private static Promise steadyMemory(SoakFindings findings, double limit) {
        var growth = findings.memory().growth();
        return new Promise(
                String.format(Locale.ROOT, "memory at the end at most %.2f of what it was", limit),
                growth.isEmpty() || growth.get().ratio() <= limit,
                growth.map(Promise::sentence).orElse("too short to tell"));
    }

    private static String sentence(MemoryLog.Growth growth) {
        return String.format(
                Locale.ROOT,
                "%.0f MiB at %.1f min, %.0f MiB at %.1f min: %.3f",
                growth.before() / MEBIBYTE,
                growth.from().toSeconds() / 60.0,
                growth.after() / MEBIBYTE,
                growth.to().toSeconds() / 60.0,
                growth.ratio());
    }

    private static Promise nonceOnce(SoakFindings findings) {
        var journals = findings.journals();
        return new Promise(
                "no nonce is used twice, and nothing is accepted that was not sent",
                journals.sentTwice() == 0
                        && journals.ticketsAccepted() <= journals.ticketsSent()
                        && (journals.ticketsAccepted() > 0 || journals.ticketsSent() == 0),
                journals.ticketsSent() + " tickets sent, " + journals.sentTwice() + " of them twice, "
                        + journals.ticketsAccepted() + " accepted");
    }

    private static List<SoakFindings.Rendition> renditions(SoakFindings findings) {
        return findings.streams().stream()
                .flatMap(stream -> stream.renditions().stream())
                .toList();
    }
}
