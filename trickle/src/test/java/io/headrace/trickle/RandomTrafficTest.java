package io.headrace.trickle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever peers do, in whatever order, these things hold. */
class RandomTrafficTest {
    private static final int STEPS = 3_000;
    private static final long SEGMENT = 20_000;
    private static final long HELD = 120_000;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void headGrowsReadersGetPrefixesAndAllBytesComeBack(long seed) throws Exception {
        var traffic = new Traffic(new SplittableRandom(seed));
        for (int i = 0; i < STEPS; i++) {
            long head = traffic.stage.channel.head();

            traffic.step();

            assertThat(traffic.stage.channel.head()).isGreaterThanOrEqualTo(head);
            assertThat(traffic.stage.channels.heldBytes()).isBetween(0L, HELD);
        }
        traffic.stage.channels.close();
        traffic.endAll();
        assertThat(traffic.stage.channels.heldBytes()).isZero();
        assertThat(traffic.stage.channel.readers() + traffic.stage.channel.writers())
                .isZero();
    }

    /** One channel, its writers and readers, and what must be in each of its segments. */
    private static final class Traffic {
        private final SplittableRandom chance;
        private final Stage stage = new Stage(TrickleLimits.DEFAULT.withBytes(SEGMENT, HELD, HELD));
        private final List<SegmentWriter> writers = new ArrayList<>();
        private final List<Follower> followers = new ArrayList<>();
        private final Map<Long, StringBuilder> written = new HashMap<>();

        Traffic(SplittableRandom chance) {
            this.chance = chance;
        }

        void step() throws InterruptedException {
            switch (chance.nextInt(12)) {
                case 0, 1 -> publish();
                case 2, 3, 4 -> append();
                case 5 -> end();
                case 6 -> subscribe();
                case 7, 8, 9 -> read();
                case 10 -> stage.channel.close(near());
                default -> stage.pass(Duration.ofMillis(chance.nextInt(20_000)));
            }
        }

        private long near() {
            return stage.channel.head() + chance.nextInt(-7, 3);
        }

        private void publish() {
            var reset = chance.nextInt(8) == 0 ? Reset.EARLIER_SEGMENTS : Reset.NOTHING;
            if (stage.channel.publish(near(), reset) instanceof Publication.Open(var writer)) {
                writers.add(writer);
            }
        }

        private void append() {
            if (!writers.isEmpty()) {
                var writer = writers.get(chance.nextInt(writers.size()));
                var text = "%d,".formatted(chance.nextInt()).repeat(chance.nextInt(1, 400));
                if (writer.append(Stage.bytes(text)) == Appended.TAKEN) {
                    written.computeIfAbsent(writer.seq(), _ -> new StringBuilder())
                            .append(text);
                }
            }
        }

        private void end() {
            if (!writers.isEmpty()) {
                var writer = writers.remove(chance.nextInt(writers.size()));
                if (chance.nextBoolean()) {
                    writer.finish();
                } else {
                    writer.abandon();
                }
            }
        }

        private void subscribe() {
            if (stage.channel.subscribe(near()) instanceof Subscription.Open(var reader, var _)) {
                followers.add(new Follower(reader, new StringBuilder()));
            }
        }

        /** Only what is there: nobody waits on this thread. */
        private void read() throws InterruptedException {
            if (!followers.isEmpty()) {
                var follower = followers.get(chance.nextInt(followers.size()));
                if (follower.behind(written)) {
                    if (follower.take(written)) {
                        followers.remove(follower);
                    }
                }
            }
        }

        void endAll() throws InterruptedException {
            writers.forEach(SegmentWriter::close);
            for (var follower : followers) {
                while (!follower.take(written)) {
                    // To the end, which is there.
                }
            }
        }
    }

    private record Follower(SegmentReader reader, StringBuilder got) {
        boolean behind(Map<Long, StringBuilder> written) {
            return written.getOrDefault(reader.seq(), new StringBuilder()).length() > got.length();
        }

        /** Whether that was all. */
        boolean take(Map<Long, StringBuilder> written) throws InterruptedException {
            switch (reader.next()) {
                case Read.Bytes(ByteBuffer run) -> {
                    got.append(UTF_8.decode(run));
                    assertThat(written.getOrDefault(reader.seq(), new StringBuilder())
                                    .toString())
                            .startsWith(got.toString());
                    return false;
                }
                case Read.End _ ->
                    assertThat(got.toString())
                            .isEqualTo(written.getOrDefault(reader.seq(), new StringBuilder())
                                    .toString());
                case Read.Cut _ -> {}
            }
            reader.close();
            return true;
        }
    }
}
