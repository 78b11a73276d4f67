package io.headrace.trickle;

import static io.headrace.trickle.Stage.bytes;
import static io.headrace.trickle.Stage.toEnd;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers that wait on threads of their own get to see. */
@Timeout(60)
class ReadersTest {
    private final Stage stage = new Stage();

    @Test
    void allGetEveryByteWhileItIsWritten() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = IntStream.range(0, 200)
                    .mapToObj(_ -> stage.reader(0))
                    .map(reader -> threads.submit(() -> toEnd(reader)))
                    .toList();
            var expected = new StringBuilder();
            try (var writer = stage.writer(0)) {
                for (int i = 0; i < 500; i++) {
                    writer.append(bytes("chunk " + i + ";"));
                    expected.append("chunk ").append(i).append(';');
                }
                writer.finish();
            }

            for (var reader : readers) {
                assertThat(reader.get()).isEqualTo(expected.toString());
            }
        }
    }

    @Test
    void lateOnesGetTheBeginningAndThenWhatFollows() throws Exception {
        var writer = stage.writer(0);
        writer.append(bytes("early "));
        var late = stage.reader(0);
        assertThat(late.next())
                .isInstanceOfSatisfying(
                        Read.Bytes.class,
                        read -> assertThat(UTF_8.decode(read.run()).toString()).isEqualTo("early "));

        writer.append(bytes("and live"));
        writer.finish();

        assertThat(toEnd(late)).isEqualTo("and live");
    }

    @Test
    void learnAtTheEndWhetherTheChannelIsGone() throws Exception {
        var waiting = stage.reader(0);
        var other = stage.reader(1);
        stage.writer(1).finish();
        assertThat(other.next()).isEqualTo(new Read.End(false));

        stage.channels.remove(stage.channel.name());

        assertThat(waiting.next()).isEqualTo(new Read.End(true));
    }

    @Test
    void finishWhatTheyBeganWhenTheChannelEnds() throws Exception {
        stage.writer(0).append(bytes("half"));
        var reader = stage.reader(0);

        stage.channels.remove(stage.channel.name());

        assertThat(toEnd(reader)).isEqualTo("half");
        assertThat(stage.channel.subscribe(0)).isEqualTo(new Subscription.ChannelEnded(0, 1));
        assertThat(stage.channel.publish(Seq.NEXT)).isEqualTo(new Publication.ChannelEnded(1));
    }

    @Test
    void areGivenUpWhenTheirSegmentDoesNotBegin() throws Exception {
        var reader = stage.reader(0);

        stage.pass(Duration.ofMinutes(4));
        stage.writer(1).append(bytes("somebody else's, so that the channel lives"));
        stage.pass(Duration.ofMinutes(2));

        assertThat(reader.next()).isInstanceOf(Read.Cut.class);
    }

    @Test
    void areNotGivenUpInTheMiddle() throws Exception {
        var writer = stage.writer(0);
        writer.append(bytes("a"));
        var reader = stage.reader(0);
        reader.next();
        for (int minute = 0; minute < 10; minute++) {
            stage.pass(Duration.ofSeconds(59));
            writer.append(bytes("."));
        }
        writer.finish();

        assertThat(toEnd(reader)).isEqualTo("..........");
    }

    @Test
    void mayGiveUpFromAnotherThread() throws Exception {
        var reader = stage.reader(0);

        reader.giveUp();

        assertThat(reader.next()).isInstanceOf(Read.Cut.class);
    }
}
