package io.headrace.benchmarks.requests;

import java.io.IOException;
import java.util.Map;

/**
 * One request after the other, to the runner and through the network by turns, so that both meet the same machine.
 *
 * @param own of the gateway, by its own record
 */
record TurnByTurn(Delays.Spread direct, Delays.Spread through, Delays.Spread own) implements Finding {

    static TurnByTurn measure(RequestNetwork network, ModelClient direct, ModelClient through, int pairs)
            throws IOException, InterruptedException {
        var before = overhead(network);
        var plain = new Delays();
        var networked = new Delays();
        for (int i = 0; i < pairs; i++) {
            time(direct, plain);
            time(through, networked);
        }
        return new TurnByTurn(
                plain.spread(),
                networked.spread(),
                overhead(network).since(before).spread());
    }

    private static void time(ModelClient client, Delays delays) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        client.ask(Ask.TRIVIAL);
        delays.add(System.nanoTime() - begun);
    }

    private static BucketCounts overhead(RequestNetwork network) throws IOException, InterruptedException {
        return BucketCounts.parse(network.metrics(), RequestNetwork.OVERHEAD);
    }

    @Override
    public String text() {
        return "one at a time, p50 / p90 / p99: direct " + direct.text() + "; through the network " + through.text()
                + "; added " + through.minus(direct).text() + "; the gateway's own " + own.text();
    }

    @Override
    public void addTo(Map<String, Double> found) {
        direct.addTo(found, "direct");
        through.addTo(found, "through");
        through.minus(direct).addTo(found, "added");
        own.addTo(found, "own");
    }
}
