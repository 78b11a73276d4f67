package io.headrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.fixture.GatewayFixture;
import io.headrace.gateway.fixture.WatchedJournal;
import io.headrace.gateway.order.JobOrder;
import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRestartTest {

    private static final int SEGMENTS = 6;

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.paid();

    @Test
    void publishesTheRestAfterARestartAndNothingTwice() throws Exception {
        stallFrom(3);
        try (var first = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            var begun = first.submit();
            awaitTheStall(first.journal());
            peer.sellers().forEach(each -> each.does(Conduct.HONEST));
            var before = written(begun.order());

            try (var second = first.restarted()) {
                second.gateway().resume(second.journal()::read);
                var view = second.gateway().job(new JobId(begun.order().id())).orElseThrow();

                assertThat(GatewayFixture.end(view)).isEqualTo(new Outcome.Completed(SEGMENTS));
                assertThat(view.published().units()).isEqualTo(SEGMENTS);
                assertThat(written(begun.order()))
                        .startsWith(before.toArray(String[]::new))
                        .hasSize(SEGMENTS);
                GatewayJobsTest.noNonceTwice(second.journal());
                assertThat(second.journal().facts(Fact.JobResumed.class)).containsExactly(new Fact.JobResumed(2));
            }
        }
    }

    @Test
    void doesNotWorkAgainOnWhatIsPublished() throws Exception {
        stallFrom(3);
        try (var first = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            first.submit();
            awaitTheStall(first.journal());
            peer.sellers().forEach(each -> each.does(Conduct.HONEST));
            int callsBefore = callsFor("source 0");

            try (var second = first.restarted()) {
                second.gateway().resume(second.journal()::read);
                for (var view : second.gateway().jobs()) {
                    GatewayFixture.end(view);
                }

                assertThat(callsFor("source 0")).isEqualTo(callsBefore);
                assertThat(callsFor("source 5")).isPositive();
            }
        }
    }

    @Test
    void leavesAloneWhatIsOver() throws Exception {
        try (var first = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            first.runOne();
            try (var second = first.restarted()) {
                second.gateway().resume(second.journal()::read);

                assertThat(second.gateway().jobs()).isEmpty();
            }
        }
    }

    @Test
    void goesOnWithoutAJobWhoseOrderIsGone() throws Exception {
        stallFrom(0);
        try (var first = GatewayFixture.oneByOne(folder, peer, SEGMENTS)) {
            var view = first.submit();
            first.journal().await(Fact.TicketsSent.class::isInstance);
            Files.delete(view.order().folder().resolve("order.json"));
            try (var second = first.restarted()) {
                second.gateway().resume(second.journal()::read);

                assertThat(second.gateway().jobs()).isEmpty();
            }
        }
    }

    private void stallFrom(long unit) {
        peer.sellers().forEach(each -> each.does((seq, _) -> seq < unit ? Conduct.HONEST : Conduct.STALLS));
    }

    /** Three units are published and the fourth is with somebody who does not answer: the first life does no more. */
    private static void awaitTheStall(WatchedJournal journal) throws InterruptedException {
        journal.await(fact -> moved(fact, 2, "Done"));
        journal.await(fact -> moved(fact, 3, "Executing"));
    }

    private static boolean moved(Fact fact, long unit, String to) {
        return fact instanceof Fact.Moved moved
                && moved.unit().equals(OptionalLong.of(unit))
                && moved.to().equals(to);
    }

    private int callsFor(String source) {
        return (int) peer.sellers().stream()
                .flatMap(each -> each.calls().stream())
                .filter(call -> StandardCharsets.UTF_8
                        .decode(call.bytes().asByteBuffer())
                        .toString()
                        .equals(source))
                .count();
    }

    private static List<String> written(JobOrder order) throws IOException {
        return Files.readAllLines(order.folder().resolve("published.jsonl"));
    }
}
