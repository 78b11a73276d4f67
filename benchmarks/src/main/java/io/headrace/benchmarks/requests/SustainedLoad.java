package io.headrace.benchmarks.requests;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Trivial requests at a rate that does not wait for answers, and the highest such rate that is held. */
record SustainedLoad(RequestNetwork network, ModelClient through) {

    private static final int MOST_UNDER_WAY = 150;
    private static final Duration STEP = Duration.ofSeconds(8);
    private static final double STEEPNESS = 1.25;
    private static final int MOST_STEPS = 16;

    /** A rate is held when nothing fails and 99 in a hundred are answered in that time. */
    private static final double HELD_MS = 250;

    /**
     * @param own of the gateway, by its own record
     * @param spent of the processors meanwhile
     */
    record Sustained(
            int perSecond, OpenLoop.Findings calls, Delays.Spread own, RequestNetwork.Spent spent, double tickets)
            implements Finding {

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%d a second, %d requests: %d failed%s; p50 / p90 / p99 %s; the gateway's own %s; processor time a"
                            + " request: gateway %.2f ms, orchestrators, workers and chain %.2f ms, runner %.2f ms;"
                            + " %.2f tickets a request",
                    perSecond,
                    calls.due(),
                    calls.failed(),
                    calls.problem().isEmpty() ? "" : " (" + calls.problem() + ")",
                    calls.delays().spread().text(),
                    own.text(),
                    aRequest(spent.gateway()),
                    aRequest(spent.others()),
                    aRequest(spent.runner()),
                    tickets / calls.due());
        }

        private double aRequest(long nanos) {
            return nanos / 1e6 / calls.due();
        }

        @Override
        public void addTo(Map<String, Double> found) {
            found.put("sustainedPerSecond", (double) perSecond);
            found.put("sustainedFailed", (double) calls.failed());
            calls.delays().spread().addTo(found, "sustained");
            own.addTo(found, "sustainedOwn");
            found.put("gatewayCpuMs", aRequest(spent.gateway()));
            found.put("othersCpuMs", aRequest(spent.others()));
            found.put("runnerCpuMs", aRequest(spent.runner()));
            found.put("ticketsPerRequest", tickets / calls.due());
        }

        boolean isHeld() {
            return calls.failed() == 0 && calls.delays().millis(0.99) <= HELD_MS;
        }
    }

    /** So that all code on both ways is compiled. */
    void warmUp(int perSecond, Duration length, ModelClient direct) throws InterruptedException {
        var _ = loop(perSecond, length).run(() -> {
            direct.ask(Ask.TRIVIAL);
            through.ask(Ask.TRIVIAL);
        });
    }

    Sustained sustain(int perSecond, Duration length) throws IOException, InterruptedException {
        var spentBefore = network.spent();
        var metricsBefore = network.metrics();
        var calls = loop(perSecond, length).run(() -> through.ask(Ask.TRIVIAL));
        var spent = network.spent().since(spentBefore);
        var metrics = network.metrics();
        var own = BucketCounts.parse(metrics, RequestNetwork.OVERHEAD)
                .since(BucketCounts.parse(metricsBefore, RequestNetwork.OVERHEAD));
        double tickets = RequestNetwork.tickets(metrics) - RequestNetwork.tickets(metricsBefore);
        return new Sustained(perSecond, calls, own.spread(), spent, tickets);
    }

    private static OpenLoop loop(int perSecond, Duration length) {
        return new OpenLoop(perSecond, length, MOST_UNDER_WAY);
    }

    /** Goes up in steps until one is not held; 0 when not even the first is. */
    int highest(int first) throws IOException, InterruptedException {
        int held = 0;
        int next = first;
        for (int step = 0; step < MOST_STEPS && sustain(next, STEP).isHeld(); step++) {
            held = next;
            next = (int) Math.round(next * STEEPNESS);
        }
        return held;
    }
}
