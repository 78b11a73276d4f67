package io.headrace.benchmarks.requests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Answers in tokens, as a client sees them: one at full speed, then several at once at a pace.
 *
 * @param streams at once
 * @param pace tokens a second of each
 */
record TokenStreams(int streams, int pace) {

    private static final int FAST_TOKENS = 2_000;
    private static final int FAST_RUNS = 5;
    private static final int PACED_SECONDS = 10;

    /**
     * @param way that the answers came
     * @param perSecond tokens of one stream at full speed, the best of some
     * @param first time to the first token at the pace, the token's own time within
     * @param jitter how far the times between two tokens are from the pace, either way
     * @param failed of the paced streams
     * @param problem of the first of these; empty when all came
     */
    record Streamed(String way, double perSecond, Delays.Spread first, Delays.Spread jitter, int failed, String problem)
            implements Finding {

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "tokens, %s: %.0f a second; paced, first after p50 / p90 / p99 %s, apart from the pace by %s; %d"
                            + " streams failed%s",
                    way,
                    perSecond,
                    first.text(),
                    jitter.text(),
                    failed,
                    problem.isEmpty() ? "" : " (" + problem + ")");
        }

        @Override
        public void addTo(Map<String, Double> found) {
            found.put(way + "TokensPerSecond", perSecond);
            first.addTo(found, way + "FirstToken");
            jitter.addTo(found, way + "Jitter");
            found.put(way + "FailedStreams", (double) failed);
        }
    }

    Streamed measure(String way, ModelClient client) throws IOException, InterruptedException {
        double fastest = 0;
        for (int i = 0; i < FAST_RUNS; i++) {
            long nanos = client.stream(Ask.streamed(FAST_TOKENS, 0)).last();
            fastest = Math.max(fastest, FAST_TOKENS * 1e9 / nanos);
        }
        var paced = together(client);
        var first = new Delays();
        var jitter = new Delays();
        for (var tokens : paced.all()) {
            first.add(tokens.first());
            long due = Math.round(1e9 / pace);
            for (int i = 1; i < tokens.nanos().size(); i++) {
                jitter.add(Math.abs(tokens.nanos().get(i) - tokens.nanos().get(i - 1) - due));
            }
        }
        return new Streamed(
                way,
                fastest,
                first.spread(),
                jitter.spread(),
                streams - paced.all().size(),
                paced.problem());
    }

    /** @param problem of the first that failed */
    private record Paced(List<ModelClient.Tokens> all, String problem) {}

    private Paced together(ModelClient client) throws InterruptedException {
        var ask = Ask.streamed(PACED_SECONDS * pace, pace);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<ModelClient.Tokens>>();
            for (int i = 0; i < streams; i++) {
                running.add(threads.submit(() -> client.stream(ask)));
            }
            var all = new ArrayList<ModelClient.Tokens>();
            var problem = "";
            for (var each : running) {
                try {
                    all.add(each.get());
                } catch (ExecutionException failed) {
                    problem = problem.isEmpty() ? String.valueOf(failed.getCause()) : problem;
                }
            }
            return new Paced(all, problem);
        }
    }
}
