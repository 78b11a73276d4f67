package io.headrace.trickle;

import static io.headrace.trickle.Stage.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Publishers and subscribers in one process. */
class LocalPeersTest {
    private final Stage stage = new Stage();
    private LocalPublisher publisher;

    @BeforeEach
    void connect() throws Exception {
        publisher = LocalPublisher.of(stage.channels, stage.channel, 0);
    }

    @Test
    @DisplayName("59. two local writes without reads occupy 0 and 1; a third party's write makes the next one fail")
    void writesWithoutReads() throws Exception {
        publisher.publish(bytes("zero"));
        publisher.publish(bytes("one"));
        assertThat(stage.read(0) + stage.read(1)).isEqualTo("zeroone");

        stage.write(2, "a third party's");

        assertThatThrownBy(() -> publisher.publish(bytes("two")))
                .isInstanceOfSatisfying(
                        TrickleException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(TrickleException.Kind.SEGMENT_TAKEN));
    }

    @Test
    void theFollowingSegmentBelongsToThePublisherToo() throws Exception {
        stage.write(1, "a third party's");

        assertThatThrownBy(publisher::next).hasMessageContaining("Segment 1 of cam");
    }

    @Test
    void subscribersFollowTheNumbers() throws Exception {
        try (var subscriber = new LocalSubscriber(stage.channel, Seq.LATEST)) {
            for (int i = 0; i < 12; i++) {
                publisher.publish(bytes("segment " + i));
                assertThat(subscriber.next())
                        .isInstanceOfSatisfying(
                                Arrival.Segment.class,
                                arrived -> assertThat(arrived.segment().mediaType())
                                        .isEqualTo("video/MP2T"));
            }
        }
    }

    @Test
    void subscribersReadWhileItIsWritten() throws Exception {
        var outgoing = publisher.next();
        outgoing.write(bytes("first "));
        var incoming = arrived(new LocalSubscriber(stage.channel, Seq.LATEST));

        assertThat(incoming.read().map(run -> UTF_8.decode(run).toString())).contains("first ");
        outgoing.write(bytes("second"));
        assertThat(incoming.read().map(run -> UTF_8.decode(run).toString())).contains("second");
        outgoing.finish();
        assertThat(incoming.read()).isEqualTo(Optional.<ByteBuffer>empty());
    }

    @Test
    void subscribersSayWhatTheyMissedAndStayWhereTheyAre() throws Exception {
        stage.write(0, 8);
        var subscriber = new LocalSubscriber(stage.channel, 1);

        assertThat(subscriber.next()).isEqualTo(new Arrival.Missed(1, 9));
        assertThat(subscriber.next()).isEqualTo(new Arrival.Missed(1, 9));

        subscriber.seek(new Arrival.Missed(1, 9).resumeAt());
        assertThat(arrived(subscriber).seq()).isEqualTo(8);
    }

    @Test
    void whoIsAheadAsksForTheSameAgain() {
        assertThat(new Arrival.Missed(10, 8).resumeAt()).isEqualTo(10);
        assertThat(new Arrival.Missed(7, 8).resumeAt()).isEqualTo(8);
    }

    @Test
    void closingThePublisherEndsTheChannel() throws Exception {
        var subscriber = new LocalSubscriber(stage.channel, Seq.NEXT);

        publisher.close();

        assertThat(subscriber.next()).isEqualTo(new Arrival.Ended());
        assertThatThrownBy(publisher::next)
                .isInstanceOfSatisfying(
                        TrickleException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(TrickleException.Kind.CHANNEL_ENDED));
    }

    @Test
    void readersLimitWhatTheyTake() throws Exception {
        publisher.publish(bytes("0123456789"));

        assertThatThrownBy(() -> arrived(new LocalSubscriber(stage.channel, 0)).readAll(9))
                .hasMessageContaining("more than 9 bytes");
    }

    @Test
    void publishersHearThatTheirSegmentIsTooLarge() throws Exception {
        var narrow = new Stage(TrickleLimits.DEFAULT.withBytes(4, 10_000, 10_000));
        var segment = LocalPublisher.of(narrow.channels, narrow.channel, 0).next();

        assertThatThrownBy(() -> segment.write(bytes("01234"))).hasMessageContaining("too large");
    }

    private static IncomingSegment arrived(Subscriber subscriber) throws Exception {
        return ((Arrival.Segment) subscriber.next()).segment();
    }
}
