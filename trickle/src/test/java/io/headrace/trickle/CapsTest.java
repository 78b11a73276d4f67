package io.headrace.trickle;

import static io.headrace.trickle.Stage.bytes;
import static io.headrace.trickle.Stage.toEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What strangers cannot make grow. */
class CapsTest {
    private static final int KIB = 1024;

    @Test
    void refusesMoreChannelsThanThereMayBe() {
        var channels = Channels.silent(TrickleLimits.DEFAULT.withChannels(2), new ManualTicker());
        Stage.created(channels, "a");
        Stage.created(channels, "b");

        assertThat(channels.create(new ChannelName("c"), "")).isEqualTo(new Creation.TooManyChannels(2));
        channels.remove(new ChannelName("a"));
        assertThat(channels.create(new ChannelName("c"), "")).isInstanceOf(Creation.Created.class);
    }

    @Test
    void refusesMoreReadersThanAChannelMayHave() {
        var stage = new Stage(TrickleLimits.DEFAULT.withReaders(2));
        var first = stage.reader(0);
        stage.reader(0);
        assertThat(stage.channel.subscribe(0)).isEqualTo(new Subscription.TooManyReaders(2));

        first.close();
        first.close();

        assertThat(stage.reader(0).seq()).isZero();
        assertThat(stage.channel.subscribe(0)).isEqualTo(new Subscription.TooManyReaders(2));
    }

    @Test
    void refusesMoreWritersThanAChannelMayHave() {
        var stage = new Stage();
        var writers = IntStream.range(0, 32).mapToObj(_ -> stage.writer(0)).toList();
        assertThat(stage.channel.publish(0)).isEqualTo(new Publication.TooManyWriters(32));

        writers.getFirst().close();

        assertThat(stage.writer(0).seq()).isZero();
    }

    @Test
    void closesASegmentThatGrowsTooLarge() throws Exception {
        var stage = new Stage(TrickleLimits.DEFAULT.withBytes(10, 10_000, 10_000));
        var writer = stage.writer(0);
        var reader = stage.reader(0);
        assertThat(writer.append(bytes("0123456789"))).isEqualTo(Appended.TAKEN);

        assertThat(writer.append(bytes("x"))).isEqualTo(Appended.TOO_LARGE);

        assertThat(toEnd(reader)).isEqualTo("0123456789");
    }

    @Test
    void countsWhatIsSentToAClosedSegment() {
        var stage = new Stage(TrickleLimits.DEFAULT.withBytes(10, 10_000, 10_000));
        var writer = stage.writer(0);
        writer.append(bytes("01234"));
        stage.channel.close(0);

        assertThat(writer.append(bytes("56789"))).isEqualTo(Appended.CLOSED);
        assertThat(writer.append(bytes("x"))).isEqualTo(Appended.TOO_LARGE);
    }

    @Test
    void takesBytesFromDawdlersBeforeItRefusesAPublisher() throws Exception {
        var stage = new Stage(TrickleLimits.DEFAULT.withBytes(8 * KIB, 40 * KIB, 100 * KIB));
        fill(stage, 0);
        var dawdler = stage.reader(0);
        for (int seq = 1; seq < 10; seq++) {
            assertThat(fill(stage, seq)).isEqualTo(Appended.TAKEN);
        }

        assertThat(dawdler.next()).isInstanceOf(Read.Cut.class);
        assertThat(stage.channel.heldBytes()).isEqualTo(40 * KIB);
    }

    @Test
    void refusesAPublisherWhenAllChannelsTogetherHoldTooMuch() throws Exception {
        var stage = new Stage(TrickleLimits.DEFAULT.withBytes(8 * KIB, 16 * KIB, 16 * KIB));
        fill(stage, 0);
        var other = Stage.created(stage.channels, "other");
        assertThat(((Publication.Open) other.publish(0)).writer().append(ByteBuffer.allocate(8 * KIB)))
                .isEqualTo(Appended.TAKEN);

        assertThat(fill(stage, 1)).isEqualTo(Appended.NO_ROOM);

        stage.channels.remove(other.name());
        assertThat(fill(stage, 2)).isEqualTo(Appended.TAKEN);
    }

    @Test
    void givesAllBytesBackWhenNobodyReadsThem() throws Exception {
        var stage = new Stage();
        stage.write(0, 20);
        var reader = stage.reader(20);
        stage.channels.remove(stage.channel.name());
        assertThat(stage.channels.heldBytes()).isPositive();

        toEnd(reader);
        reader.close();

        assertThat(stage.channels.heldBytes()).isZero();
    }

    @Test
    void chargesASmallSegmentLittle() {
        var stage = new Stage();
        stage.write(0, "{}");

        assertThat(stage.channel.heldBytes()).isEqualTo(2 * KIB);
    }

    @Test
    void refusesLimitsThatContradictEachOther() {
        assertThatThrownBy(() -> TrickleLimits.DEFAULT.withBytes(10, 5, 20))
                .hasMessageContaining("at least the one before");
        assertThatThrownBy(() -> TrickleLimits.DEFAULT.withChannels(0)).hasMessageContaining("0 channels");
    }

    private static Appended fill(Stage stage, long seq) {
        var writer = stage.writer(seq);
        var appended = writer.append(ByteBuffer.allocate(8 * KIB));
        writer.finish();
        return appended;
    }
}
