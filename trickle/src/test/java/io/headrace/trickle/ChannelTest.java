package io.headrace.trickle;

import static io.headrace.trickle.Stage.bytes;
import static io.headrace.trickle.Stage.toEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    private final Stage stage = new Stage();
    private final Channel channel = stage.channel;

    @Nested
    class TheHead {
        @Test
        void isZeroInANewChannel() {
            assertThat(channel.head()).isZero();
        }

        @Test
        void movesWithTheFirstByte() {
            var writer = stage.writer(0);
            assertThat(channel.head()).isZero();

            writer.append(bytes("x"));

            assertThat(channel.head()).isEqualTo(1);
        }

        @Test
        void movesWithAnEmptySegment() {
            stage.writer(0).finish();

            assertThat(channel.head()).isEqualTo(1);
        }

        @Test
        void neverGoesBackForAnOldSegment() {
            stage.write(0, 7);

            stage.writer(8);
            stage.writer(9).append(bytes("nine first"));
            stage.writer(8).append(bytes("eight later"));

            assertThat(channel.head()).isEqualTo(10);
        }

        @Test
        void neverGoesBackWhenAnIdlePreconnectIsEvicted() {
            stage.write(0, 1);
            var idle = stage.writer(2);
            stage.write(3, 7);

            assertThat(idle.takeNotice()).contains(SegmentWriter.Notice.RELEASED);
            idle.finish();
            assertThat(channel.head()).isEqualTo(8);
        }

        @Test
        void isPastEverySegmentThatIsClosed() {
            stage.reader(0);

            assertThat(channel.close(0)).isTrue();

            assertThat(channel.head()).isEqualTo(1);
        }
    }

    @Nested
    class TheRing {
        @Test
        void keepsTheLastFive() {
            stage.write(0, 7);

            assertThat(LongStream.range(0, 8).filter(seq -> channel.subscribe(seq) instanceof Subscription.Open))
                    .containsExactly(3L, 4L, 5L, 6L, 7L);
            assertThat(channel.subscribe(2)).isEqualTo(new Subscription.Missing(2, 8));
        }

        @Test
        void losesNoBytesUnderAReader() throws Exception {
            stage.write(0, "first");
            var reader = stage.reader(0);

            stage.write(1, 7);

            assertThat(toEnd(reader)).isEqualTo("first");
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 2, 3, 7})
        void takesNoSegmentAgainThatIsClosedOrGone(long seq) {
            stage.write(0, 7);

            assertThat(channel.publish(seq)).isEqualTo(new Publication.TooLate(seq, 8));
        }

        @Test
        void takesPreconnectsInAnyOrder() throws Exception {
            var second = stage.writer(1);
            var first = stage.writer(0);
            second.append(bytes("b"));
            first.append(bytes("a"));
            first.finish();
            second.finish();

            assertThat(stage.read(0) + stage.read(1)).isEqualTo("ab");
        }

        @Test
        void appendsWhatTwoPublishersOfOneSegmentSend() throws Exception {
            var one = stage.writer(0);
            var other = stage.writer(0);
            one.append(bytes("a1"));
            other.append(bytes("b1"));
            one.finish();

            assertThat(other.append(bytes("b2"))).isEqualTo(Appended.CLOSED);
            assertThat(stage.read(0)).isEqualTo("a1b1");
        }
    }

    @Nested
    class Numbers {
        @Test
        void nextIsTheHeadForAPublisher() {
            stage.write(0, 2);

            assertThat(stage.writer(Seq.NEXT).seq()).isEqualTo(3);
        }

        @Test
        void nextIsWaitedForByASubscriber() {
            stage.write(0, 2);

            assertThat(stage.reader(Seq.NEXT).seq()).isEqualTo(3);
        }

        @Test
        void latestIsTheOneThatBeganLast() throws Exception {
            stage.write(0, 1);
            stage.writer(2).append(bytes("running"));

            var reader = stage.reader(Seq.LATEST);

            assertThat(reader.seq()).isEqualTo(2);
            assertThat(reader.next()).isInstanceOf(Read.Bytes.class);
        }

        @Test
        void latestOfAnEmptyChannelIsTheFirst() {
            assertThat(stage.reader(Seq.LATEST).seq()).isZero();
        }

        @ParameterizedTest
        @ValueSource(longs = {-3, -100, Long.MIN_VALUE, Long.MAX_VALUE})
        void othersBelowZeroOrBeyondAllHaveNoMeaning(long seq) {
            assertThat(channel.publish(seq)).isEqualTo(new Publication.Unsupported(seq));
            assertThat(channel.subscribe(seq)).isEqualTo(new Subscription.Unsupported(seq));
            assertThat(channel.close(seq)).isFalse();
            assertThat(channel.publish(Seq.LATEST)).isEqualTo(new Publication.Unsupported(-2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "1x", "0x1", "1.0", " 1", "99999999999999999999", "9223372036854775807"})
        void areDecimal(String text) {
            assertThat(Seq.parse(text)).isEmpty();
        }

        @Test
        void areParsed() {
            assertThat(Seq.parse("-2")).hasValue(-2);
            assertThat(Seq.parse("4611686018427387903")).hasValue(Seq.MAX);
        }
    }

    @Nested
    class TheLiveEdge {
        @Test
        void isWaitedForButNothingBeyond() {
            stage.write(0, 7);

            assertThat(stage.reader(8).seq()).isEqualTo(8);
            assertThat(channel.subscribe(9)).isEqualTo(new Subscription.Missing(9, 8));
        }

        @Test
        void hasOneStepOfGraceBeforeTheFirstByte() {
            assertThat(stage.reader(0).seq()).isZero();
            assertThat(stage.reader(1).seq()).isEqualTo(1);
            assertThat(channel.subscribe(2)).isEqualTo(new Subscription.Missing(2, 0));
        }

        @Test
        void reachesAsFarAsAPublisherHasPreconnected() {
            stage.write(0, 7);
            stage.writer(8).append(bytes("running"));
            stage.writer(9);
            stage.writer(10);

            assertThat(stage.reader(10).seq()).isEqualTo(10);
        }
    }

    @Nested
    class AReset {
        @Test
        void endsEarlierSegmentsAndLeavesLaterOnes() throws Exception {
            stage.writer(0).append(bytes("half"));
            var reader = stage.reader(0);
            var later = stage.writer(3);

            channel.publish(1, Reset.EARLIER_SEGMENTS);

            assertThat(toEnd(reader)).isEqualTo("half");
            assertThat(later.takeNotice()).isEmpty();
            assertThat(later.append(bytes("x"))).isEqualTo(Appended.TAKEN);
        }
    }

    @Test
    void handsOverReadOnlyBytesThatWaitTogether() throws Exception {
        var writer = stage.writer(0);
        for (int i = 0; i < 100; i++) {
            writer.append(bytes("0123456789"));
        }

        var read = stage.reader(0).next();

        assertThat(read).isInstanceOfSatisfying(Read.Bytes.class, bytes -> {
            assertThat(bytes.run().remaining()).isEqualTo(1000);
            assertThat(bytes.run().isReadOnly()).isTrue();
        });
    }

    @Test
    void carriesThirtyTwoMebibytesUnchanged() throws Exception {
        byte[] large = new byte[32 * 1024 * 1024];
        new java.util.SplittableRandom(1).nextBytes(large);
        try (var writer = stage.writer(0);
                var reader = stage.reader(0)) {
            for (int at = 0; at < large.length; at += 40_000) {
                writer.append(ByteBuffer.wrap(large, at, Math.min(40_000, large.length - at)));
            }
            writer.finish();

            var copy = ByteBuffer.allocate(large.length);
            while (reader.next() instanceof Read.Bytes(var run)) {
                copy.put(run);
            }
            assertThat(copy.array()).isEqualTo(large);
        }
    }

    @Test
    void keepsWhoDiedBeforeItsFirstByteOpenForAnother() throws Exception {
        var reader = stage.reader(0);
        stage.writer(0).abandon();
        assertThat(channel.head()).isZero();

        stage.write(0, "the second try");

        assertThat(toEnd(reader)).isEqualTo("the second try");
    }

    @Test
    void endsForReadersWhereItsPublisherDied() throws Exception {
        var writer = stage.writer(0);
        writer.append(bytes("half"));
        var reader = stage.reader(0);

        writer.close();

        assertThat(toEnd(reader)).isEqualTo("half");
    }
}
