package io.headrace.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.AccessUnit;
import io.headrace.rtmp.fixture.RtmpPublisher;
import io.headrace.rtmp.fixture.Units;
import io.headrace.rtmp.publish.Admission;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishRefused;
import io.headrace.rtmp.publish.Publisher;
import io.headrace.rtmp.session.SessionLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens when the stream's receiver is slow, or has had enough. */
class BackPressureTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int BUFFERED_BYTES = 100_000;
    private static final int UNITS = 1_000;
    private static final int UNIT_BYTES = 20_000;

    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private final AtomicInteger came = new AtomicInteger();

    private RtmpServer server(Duration patience, Taker taker) throws IOException {
        var defaults = SessionLimits.DEFAULT;
        var session = new SessionLimits(defaults.wire(), LONG, LONG, LONG, LONG, patience, SHORT, BUFFERED_BYTES);
        return RtmpServer.start(
                new RtmpConfig("127.0.0.1", 0, new RtmpLimits(10, 10, session)),
                _ -> new Admission.Accepted(new Taking(taker)),
                System::nanoTime);
    }

    private interface Taker {
        void take(AccessUnit unit) throws PublishRefused, InterruptedException;
    }

    private final class Taking implements Publisher {
        private final Taker taker;

        Taking(Taker taker) {
            this.taker = taker;
        }

        @Override
        public void unit(AccessUnit unit) throws PublishRefused, InterruptedException {
            taker.take(unit);
            came.incrementAndGet();
        }

        @Override
        public void ended(End how) {
            ended.complete(how);
        }
    }

    private static RtmpPublisher publish(RtmpServer server) throws IOException {
        return RtmpPublisher.publish(URI.create("rtmp://127.0.0.1:" + server.port() + "/live/x"));
    }

    /** Twenty megabytes: more than all buffers of both sockets and the queue together. */
    private static void sendMany(RtmpPublisher publisher) throws IOException {
        publisher.send(Units.keyframe(0, UNIT_BYTES));
        for (int i = 1; i < UNITS; i++) {
            publisher.send(Units.between(i * 33L, 0, UNIT_BYTES));
        }
    }

    @Test
    void stopsReadingWhileTheReceiverIsBusyAndLosesNothing() throws Exception {
        var free = new CountDownLatch(1);
        var sending = new CompletableFuture<Void>();
        try (var server = server(LONG, _ -> free.await());
                var publisher = publish(server)) {
            Thread.ofVirtual().start(() -> {
                try {
                    sendMany(publisher);
                    publisher.end();
                    sending.complete(null);
                } catch (IOException failure) {
                    sending.completeExceptionally(failure);
                }
            });

            assertThat(sending.copy().completeOnTimeout(null, 500, TimeUnit.MILLISECONDS))
                    .succeedsWithin(LONG);
            assertThat(sending).as("the sender is held up").isNotDone();
            free.countDown();

            assertThat(sending).succeedsWithin(LONG);
            assertThat(ended).succeedsWithin(LONG).isEqualTo(End.FINISHED);
            assertThat(came).hasValue(UNITS);
        }
    }

    @Test
    void sendsThePublisherAwayWhenTheReceiverIsBusyForTooLong() throws Exception {
        try (var server = server(SHORT, _ -> new CountDownLatch(1).await());
                var publisher = publish(server)) {
            var sender = Thread.ofVirtual().start(() -> {
                try {
                    sendMany(publisher);
                } catch (IOException closed) {
                    // The server has sent us away.
                }
            });

            assertThat(publisher.awaitRefusal(LONG).sentence())
                    .contains("The stream is not being taken", "100000 bytes", "300 ms");
            assertThat(ended).succeedsWithin(LONG).isEqualTo(End.STALLED);
            assertThat(came).hasValue(0);
            publisher.abort();
            sender.join();
        }
    }

    @Test
    void tellsTheClientWhyTheReceiverHasHadEnough() throws Exception {
        Taker twoOnly = _ -> {
            if (came.get() == 2) {
                throw new PublishRefused("The balance is used up; add to it");
            }
        };
        try (var server = server(LONG, twoOnly);
                var publisher = publish(server)) {
            publisher.send(Units.keyframe(0, 100));
            publisher.send(Units.between(33, 0, 100));
            publisher.send(Units.between(66, 0, 100));

            assertThat(publisher.awaitRefusal(LONG).sentence()).isEqualTo("The balance is used up; add to it");
            assertThat(ended).succeedsWithin(LONG).isEqualTo(End.REFUSED);
        }
    }

    @Test
    void survivesAReceiverThatFails() throws Exception {
        try (var server = server(LONG, _ -> {
                    throw new IllegalStateException("a bug of the receiver");
                });
                var publisher = publish(server)) {
            publisher.send(Units.keyframe(0, 100));

            assertThat(publisher.awaitRefusal(LONG).sentence())
                    .contains("see its log")
                    .doesNotContain("bug");
            assertThat(ended).succeedsWithin(LONG).isEqualTo(End.REFUSED);
        }
    }

    @Test
    void interruptsABusyReceiverWhenTheServerCloses() throws Exception {
        var entered = new CountDownLatch(1);
        var server = server(SHORT, _ -> {
            entered.countDown();
            new CountDownLatch(1).await();
        });
        try (var publisher = publish(server)) {
            publisher.send(Units.keyframe(0, 100));
            entered.await();

            server.close();

            assertThat(ended).isDone();
            assertThat(server.connections()).isZero();
        }
    }
}
