package io.headrace.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.rtmp.fixture.Units;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.Publisher;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What waits for a publisher that is busy, on the test's own clock. */
class HandoverTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int BUFFERED_BYTES = 10_000;

    private final AtomicLong nanos = new AtomicLong();
    private final Verdict verdict = new Verdict();
    private final CountDownLatch free = new CountDownLatch(1);
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    private final Publisher busy = new Publisher() {
        @Override
        public void unit(AccessUnit unit) throws InterruptedException {
            free.await();
        }

        @Override
        public void ended(End how) {
            ended.complete(how);
        }
    };

    private Handover handover(LongSupplier elapsed) {
        var usual = SessionLimits.DEFAULT;
        var limits = new SessionLimits(
                usual.wire(),
                usual.handshake(),
                usual.untilPublish(),
                usual.idle(),
                usual.message(),
                PATIENCE,
                usual.farewell(),
                BUFFERED_BYTES);
        return Handover.to(busy, limits, verdict, elapsed);
    }

    /** As much as all that may wait. */
    private static AccessUnit large() {
        return Units.keyframe(0, 2 * BUFFERED_BYTES);
    }

    @Test
    void sendsAStreamAwayThatIsNotTakenInTime() throws Exception {
        var handover = handover(() -> nanos.addAndGet(A_MINUTE));
        handover.hand(large());

        assertThatThrownBy(() -> handover.hand(large()))
                .isInstanceOfSatisfying(
                        SessionEnded.class, over -> assertThat(over.how()).isEqualTo(End.STALLED))
                .hasMessageContaining("10000 bytes wait for longer than 300000 ms");
        handover.end(End.STALLED);
        assertThat(ended).isCompletedWithValue(End.STALLED);
    }

    @Test
    void waitsForAsLongAsThePublisherHas() throws Exception {
        var handover = handover(nanos::get);
        handover.hand(large());
        Thread.ofVirtual().start(() -> {
            nanos.addAndGet(PATIENCE.minusNanos(1).toNanos());
            free.countDown();
        });

        handover.hand(large());

        handover.end(End.FINISHED);
        assertThat(ended).isCompletedWithValue(End.FINISHED);
    }
}
