package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.wire.RecordedExchanges.Recording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Which exchanges of live sessions, of containers' streams and of the service that pays for a gateway there are, and which
 * of them nobody asks of a node of ours again.
 *
 * <p>Documents and messages in them are read and written to the same bytes in this module. They are asked again, with media
 * of ours where media was left out, by {@code RecordedSessionReplayTest}, {@code RecordedTrickleReplayTest},
 * {@code RecordedJobsReplayTest} and {@code RecordedStreamsReplayTest} of the orchestrator, {@code StreamApiTest} of the
 * gateway and {@code WorksWithAnExistingOrchestratorTest} of the node.
 */
class RecordedInventoryTest {

    private static final Map<String, List<String>> NOT_REPLAYED = Map.of(
            "we have no remote signer: its questions and answers are read and written (RecordedSignerTest)",
            List.of("J-001", "J-004", "J-005", "J-006", "J-007", "J-008", "J-009", "J-010", "J-012", "J-032"),
            "said by an orchestrator to a runner or a container, to whom ours says it when the session that it belongs"
                    + " to is replayed",
            List.of("E-073", "J-014", "G-075", "G-081"),
            "a client's request to a gateway: the same is asked of ours by ByocApiTest and StreamApiTest, in other"
                    + " bytes",
            List.of("G-072", "G-076", "G-079", "G-082", "G-083", "G-084", "G-113", "G-114", "G-118"));

    private static Stream<RecordedExchange> recorded() {
        return Stream.of(
                        Recording.LIVE_SESSION,
                        Recording.BATCH,
                        Recording.OFFERS,
                        Recording.AI_WORKERS,
                        Recording.BATCH_BY_WORKERS,
                        Recording.OFFERS_OF_WORKERS,
                        Recording.SIGNED_ELSEWHERE,
                        Recording.SIGNER)
                .flatMap(recording -> RecordedExchanges.of(recording).stream());
    }

    /** The recordings have gaps in their numbers where something was said twice. */
    @Test
    void everyExchangeOfTheThreeRecordingsIsHereOnce() {
        var bySet = new HashMap<String, TreeSet<String>>();
        recorded()
                .forEach(exchange -> assertThat(
                                bySet.computeIfAbsent(exchange.id().substring(0, 1), _ -> new TreeSet<>())
                                        .add(exchange.id()))
                        .as(exchange.id())
                        .isTrue());

        assertThat(bySet.get("E")).hasSize(96);
        assertThat(bySet.get("G")).hasSize(104);
        assertThat(bySet.get("J")).hasSize(43);
    }

    @Test
    void whatIsLeftOutIsNamedOnce() {
        var leftOut = NOT_REPLAYED.values().stream().flatMap(List::stream).toList();

        assertThat(leftOut).doesNotHaveDuplicates();
        assertThat(recorded().map(RecordedExchange::id)).containsAll(leftOut);
    }
}
