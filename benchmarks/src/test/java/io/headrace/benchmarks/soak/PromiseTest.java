package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.benchmarks.soak.NetworkProcess.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PromiseTest {

    private static final SoakPlan.Limits LIMITS = new SoakPlan.Limits(Duration.ofSeconds(10), 1.2);
    private static final RenditionWatch.Findings GOOD = seen(600, 0, 0, 0, Duration.ofSeconds(3));

    @Test
    void aNetworkWithoutFlawKeepsAll() {
        assertThat(broken(findings(stream(600, 0, GOOD), Map.of(Kind.WORKER, 3))))
                .isEmpty();
    }

    @Test
    void aMissingFrameBreaksOne() {
        assertThat(broken(findings(stream(601, 0, GOOD), Map.of())))
                .containsExactly("as many frames out as in, in every rendition, while the gateway lives");
    }

    @Test
    void aMissingOrDoubledSegmentBreaksOne() {
        var missing = seen(600, 1, 0, 0, Duration.ZERO);
        var doubled = seen(600, 0, 1, 0, Duration.ZERO);

        assertThat(broken(findings(stream(600, 0, missing), Map.of()))).hasSize(1);
        assertThat(broken(findings(stream(600, 0, doubled), Map.of(Kind.GATEWAY, 1))))
                .hasSize(1);
    }

    @Test
    void aDiscontinuityIsForgivenOnlyWhereTheGatewayDied() {
        var marked = seen(600, 0, 0, 1, Duration.ZERO);

        assertThat(broken(findings(stream(600, 0, marked), Map.of()))).hasSize(1);
        assertThat(broken(findings(stream(650, 1, marked), Map.of(Kind.GATEWAY, 1))))
                .isEmpty();
    }

    @Test
    void aPublisherMayNotBeThrownOut() {
        assertThat(broken(findings(stream(600, 1, GOOD), Map.of(Kind.WORKER, 1))))
                .containsExactly("no publisher is thrown out while the gateway lives");
    }

    @Test
    void aLongStallBreaksOne() {
        var stalled = seen(600, 0, 0, 0, Duration.ofMillis(10_001));

        assertThat(broken(findings(stream(600, 0, stalled), Map.of())))
                .containsExactly("a new segment at least every 10 s");
    }

    @Test
    void aStreamThatNobodyCouldPlayBreaksOne() {
        var silent = new SoakFindings.Stream("soak0", 0, 0, "", false, List.of(), Optional.empty());

        assertThat(broken(findings(silent, Map.of()))).containsExactly("every stream is played to its end");
    }

    @Test
    void framesOfAStreamWithoutRenditionsAreMissed() {
        var silent = new SoakFindings.Stream("soak0", 600, 0, "", false, List.of(), Optional.empty());

        assertThat(broken(findings(silent, Map.of())))
                .contains("as many frames out as in, in every rendition, while the gateway lives");
    }

    @Test
    void growthAndNoncesAreJudged() {
        var findings = new SoakFindings(
                List.of(stream(600, 0, GOOD)),
                List.of(),
                new SoakFindings.Memory(1, Optional.of(growth(1.21)), Map.of()),
                new JournalAudit(10, 1, 10, 1, 0),
                SoakFindings.Hostility.NONE);

        assertThat(broken(findings))
                .containsExactly(
                        "memory at the end at most 1.20 of what it was",
                        "no nonce is used twice, and nothing is accepted that was not sent");
    }

    @Test
    void theReportIsOneDocumentThatTellsTheSame() {
        var plan = new SoakPlan(
                1, Duration.ofMinutes(1), 320, 180, Duration.ofSeconds(20), Set.of(Kind.WORKER), false, 7, LIMITS);
        var good = new SoakReport(plan, findings(stream(600, 0, GOOD), Map.of(Kind.WORKER, 3)), "abc");
        var bad = new SoakReport(plan, findings(stream(601, 0, GOOD), Map.of()), "abc");

        var document = new JsonMapper().readTree(good.json());

        assertThat(document.path("ok").asBoolean()).isTrue();
        assertThat(document.path("commit").asString()).isEqualTo("abc");
        assertThat(document.path("kills").path("worker").asInt()).isEqualTo(3);
        assertThat(document.path("killed").path(0).path("name").asString()).isEqualTo("alder");
        assertThat(document.path("delays").path("soak0").path("max").asDouble()).isEqualTo(0.9);
        assertThat(document.path("memory").path("toBytes").asLong()).isEqualTo(1_050_000);
        assertThat(good.text())
                .contains("killed at 20 s: worker alder (pid 7)")
                .contains("p50 0.70 s, p99 0.90 s, max 0.90 s of 2")
                .contains("1 MiB at 1.0 min, 1 MiB at 3.0 min: 1.050");
        assertThat(document.path("renditions").path(0).path("framesOut").asInt())
                .isEqualTo(600);
        assertThat(bad.ok()).isFalse();
        assertThat(bad.text()).contains("BROKEN  as many frames out as in");
    }

    private static List<String> broken(SoakFindings findings) {
        return Promise.judge(findings, LIMITS).stream()
                .filter(promise -> !promise.kept())
                .map(Promise::name)
                .toList();
    }

    private static SoakFindings findings(SoakFindings.Stream stream, Map<Kind, Integer> kills) {
        return new SoakFindings(
                List.of(stream),
                killed(kills),
                new SoakFindings.Memory(1, Optional.of(growth(1.05)), Map.of()),
                new JournalAudit(10, 0, 10, 1, 0),
                SoakFindings.Hostility.NONE);
    }

    private static MemoryLog.Growth growth(double ratio) {
        return new MemoryLog.Growth(Duration.ofMinutes(1), 1_000_000, Duration.ofMinutes(3), 1_000_000 * ratio);
    }

    private static List<Kill> killed(Map<Kind, Integer> counts) {
        return counts.entrySet().stream()
                .flatMap(each -> Collections.nCopies(each.getValue(), each.getKey()).stream())
                .map(kind -> new Kill(Duration.ofSeconds(20), new NetworkProcess(7, 1, kind, "alder")))
                .toList();
    }

    private static SoakFindings.Stream stream(long framesIn, long breaks, RenditionWatch.Findings seen) {
        return new SoakFindings.Stream(
                "soak0",
                framesIn,
                breaks,
                "",
                true,
                List.of(new SoakFindings.Rendition("240p", seen)),
                Quantiles.of(List.of(0.9, 0.7)));
    }

    private static RenditionWatch.Findings seen(
            long frames, long missing, long doubled, long discontinuities, Duration stall) {
        return new RenditionWatch.Findings(10, frames, missing, doubled, discontinuities, 0, 0, 0, stall);
    }
}
