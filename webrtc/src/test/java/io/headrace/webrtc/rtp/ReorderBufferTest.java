package io.headrace.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.rtp.ReorderBuffer.Output;
import io.headrace.webrtc.rtp.ReorderBuffer.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {

    private static final long MS = 1_000_000;

    private final ReorderBuffer buffer =
            new ReorderBuffer(new Patience(Duration.ofMillis(10), Duration.ofMillis(60), Duration.ofMillis(300), 100));

    private static List<Integer> numbers(List<Output> outputs) {
        return outputs.stream()
                .map(output -> switch (output) {
                    case Output.Packet(var packet) -> packet.sequence();
                    case Output.Gap(var packets) -> (int) -packets;
                })
                .toList();
    }

    private List<Integer> add(int sequence, long ms) {
        return numbers(buffer.add(Packets.of(sequence), ms * MS));
    }

    @Test
    void putsPacketsBackInOrder() {
        assertThat(add(65_534, 0)).containsExactly(65_534);
        assertThat(add(0, 1)).isEmpty();
        assertThat(add(1, 2)).isEmpty();
        assertThat(add(65_535, 3)).containsExactly(65_535, 0, 1);
        assertThat(add(0, 4)).as("again").isEmpty();
    }

    @Test
    void asksForWhatIsMissingOnceItIsLateAndAgainLater() {
        add(10, 0);
        add(13, 5);

        assertThat(buffer.due(14 * MS)).as("perhaps only out of order").isEmpty();
        assertThat(buffer.due(15 * MS)).containsExactly(11, 12);
        assertThat(buffer.due(74 * MS)).isEmpty();
        add(11, 74);
        assertThat(buffer.due(75 * MS)).containsExactly(12);
        assertThat(add(12, 80)).containsExactly(12, 13);
        assertThat(buffer.due(200 * MS)).isEmpty();
    }

    @Test
    void goesOnWithoutWhatNeverComes() {
        add(10, 0);
        add(12, 5);

        assertThat(numbers(buffer.advance(304 * MS))).isEmpty();
        assertThat(numbers(buffer.advance(305 * MS))).containsExactly(-1, 12);
        assertThat(buffer.lost()).isEqualTo(1);
        assertThat(add(11, 306)).as("too late").isEmpty();
        assertThat(add(13, 307)).containsExactly(13);
    }

    @Test
    void doesNotWaitForAStreamThatJumped() {
        add(10, 0);
        add(12, 1);

        assertThat(add(500, 2)).containsExactly(-489, 500);
        assertThat(add(501, 3)).containsExactly(501);
        assertThat(buffer.due(1_000 * MS)).isEmpty();
    }

    @Test
    void holdsNoMoreThanItsLimit() {
        add(10, 0);
        var out = new ArrayList<Integer>();
        for (int number = 12; number < 150; number++) {
            out.addAll(add(number, 1));
        }

        assertThat(out).contains(-1, 12);
    }

    @Test
    void losesNothingThatComesInTime() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var fresh = new ReorderBuffer(Patience.DEFAULT);
            var waiting = new ArrayList<Integer>();
            var out = new ArrayList<Integer>();
            int sent = 65_000;
            for (int step = 0; step < 2_000; step++) {
                waiting.add(sent++ & 0xffff);
                boolean first = step == 0;
                while (!waiting.isEmpty() && (first || waiting.size() > 5 || random.nextBoolean())) {
                    int next = waiting.remove(/* index */ first ? 0 : random.nextInt(waiting.size()));
                    out.addAll(numbers(fresh.add(Packets.of(next), step * MS)));
                    first = false;
                }
            }
            while (!waiting.isEmpty()) {
                out.addAll(numbers(fresh.add(Packets.of(waiting.removeLast()), 2_000 * MS)));
            }

            assertThat(out).as("seed %d", seed).hasSize(2_000).doesNotHaveDuplicates();
            assertThat(fresh.lost()).isZero();
        }
    }
}
