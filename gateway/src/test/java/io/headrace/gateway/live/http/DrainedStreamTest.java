package io.headrace.gateway.live.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakePeer;
import io.headrace.journal.Fact;
import io.headrace.payments.SenderFunds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose gateway has no money, as its publisher sees it. */
class DrainedStreamTest {

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.paid();

    @Test
    void goesOnWhereItWasWhenMoneyComes() throws Exception {
        try (var node = LiveNode.paying(folder, peer, Duration.ofSeconds(20));
                var pushing = Executors.newVirtualThreadPerTaskExecutor()) {
            var funds = node.gateway().payer().funds();
            node.gateway().payer().funds(SenderFunds.NONE);
            Callable<Integer> push =
                    () -> node.push("/live/film/0.ts", "source 0").statusCode();
            var answer = pushing.submit(push);
            awaitWaiting(node);

            assertThat(node.get("/streams/film").body())
                    .contains("\"state\":\"Drained\"")
                    .contains("\"waiting\":\"waiting for money: there is no reserve");

            node.gateway().payer().funds(funds);
            node.gateway().gateway().funded();

            assertThat(answer.get()).isEqualTo(200);
            assertThat(node.get("/streams/film").body()).doesNotContain("waiting");
        }
    }

    @Test
    void tellsItsPublisherWhyItEnds() throws Exception {
        try (var node = LiveNode.paying(folder, peer, Duration.ofMillis(200))) {
            node.gateway().payer().funds(SenderFunds.NONE);

            var answer = node.push("/live/film/0.ts", "source 0");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("manifestID=film", "waiting for money: there is no reserve");
        }
    }

    private static void awaitWaiting(LiveNode node) throws InterruptedException {
        node.gateway()
                .journal()
                .await(fact -> fact instanceof Fact.Remarked remarked
                        && remarked.sentence().startsWith("waiting for money"));
    }
}
