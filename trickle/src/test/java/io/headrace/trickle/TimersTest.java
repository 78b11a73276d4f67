package io.headrace.trickle;

import static io.headrace.trickle.Stage.bytes;
import static io.headrace.trickle.Stage.toEnd;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.trickle.SegmentWriter.Notice;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens by itself, on a clock that only tests move. */
class TimersTest {
    private final Stage stage = new Stage();

    @Test
    void removesAChannelThatNobodyWritesTo() {
        stage.reader(0);
        stage.pass(Duration.ofMinutes(5).minusNanos(1));
        assertThat(stage.channels.find(stage.channel.name())).isPresent();

        stage.pass(Duration.ofNanos(1));

        assertThat(stage.channels.find(stage.channel.name())).isEmpty();
        assertThat(stage.channel.hasEnded()).isTrue();
    }

    @Test
    void keepsAChannelWhoseOneSegmentGoesOn() {
        var writer = stage.writer(0);
        for (int i = 0; i < 20; i++) {
            writer.append(bytes("."));
            stage.pass(Duration.ofSeconds(50));
        }

        assertThat(stage.channels.find(stage.channel.name())).isPresent();
    }

    @Test
    void keepsReservedNames() {
        var reserved = Stage.created(stage.channels, "_mine");

        stage.pass(Duration.ofHours(1));

        assertThat(stage.channels.find(reserved.name())).isPresent();
    }

    @Test
    void tellsASilentPublisherEveryTenSecondsThatSomebodyIsThere() {
        var woken = new AtomicInteger();
        var writer = stage.writer(0);
        writer.onNotice(woken::incrementAndGet);

        stage.pass(Duration.ofSeconds(9));
        assertThat(woken).hasValue(0);

        for (int times = 1; times <= 3; times++) {
            stage.pass(Duration.ofSeconds(times == 1 ? 1 : 10));
            assertThat(woken).hasValue(times);
            assertThat(writer.takeNotice()).contains(Notice.KEEP_ALIVE);
            assertThat(writer.takeNotice()).isEmpty();
        }
    }

    @Test
    void saysNothingToAPublisherThatHasBegun() {
        var writer = stage.writer(0);
        writer.append(bytes("x"));

        stage.pass(Duration.ofSeconds(20));

        assertThat(writer.takeNotice()).isEmpty();
    }

    @Test
    void endsTheSegmentOfAPublisherThatFellSilentInTheMiddle() throws Exception {
        var writer = stage.writer(0);
        writer.append(bytes("half"));
        var reader = stage.reader(0);

        stage.pass(Duration.ofMinutes(1));

        assertThat(writer.takeNotice()).contains(Notice.STALLED);
        assertThat(toEnd(reader)).isEqualTo("half");
    }

    @Test
    void watchesThoseWhoOutliveTheirChannel() {
        var writer = stage.writer(0);
        writer.append(bytes("half"));
        stage.channels.remove(stage.channel.name());

        stage.pass(Duration.ofMinutes(1));

        assertThat(writer.takeNotice()).contains(Notice.STALLED);
    }

    @Test
    void releasesAPublisherWhoseSegmentSomebodyClosed() {
        var woken = new AtomicInteger();
        var writer = stage.writer(0);
        writer.onNotice(woken::incrementAndGet);

        stage.channel.close(0);

        assertThat(woken).hasValue(1);
        assertThat(writer.takeNotice()).contains(Notice.RELEASED);
        assertThat(writer.channelEnded()).isFalse();
    }

    @Test
    void wakesAPublisherThatListensTooLate() {
        var woken = new AtomicInteger();
        var writer = stage.writer(0);
        stage.channels.remove(stage.channel.name());

        writer.onNotice(woken::incrementAndGet);

        assertThat(woken).hasValue(1);
        assertThat(writer.channelEnded()).isTrue();
    }
}
