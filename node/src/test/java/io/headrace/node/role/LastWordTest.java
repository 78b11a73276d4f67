package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Blocks;
import io.headrace.chain.ChainUnavailable;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LastWordTest {

    private static final LastWord.Limits LIMITS = new LastWord.Limits(
            Duration.ofMillis(20),
            Duration.ofSeconds(10),
            1,
            5,
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    private static final LastWord.Limits PATIENT = new LastWord.Limits(
            Duration.ofHours(1),
            Duration.ofHours(1),
            1,
            5,
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    private final AtomicLong block = new AtomicLong(100);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Supplier<Integer> chain = asked::get;

    private final LastWord<Integer> word = new LastWord<>(
            new CountedBlocks(),
            () -> {
                asked.incrementAndGet();
                return chain.get();
            },
            nanos::get,
            LIMITS);

    @Test
    void asksOncePerBlock() {
        assertThat(word.get()).isEqualTo(1);
        assertThat(word.get()).isEqualTo(1);

        block.addAndGet(2);

        assertThat(word.get()).isEqualTo(2);
        assertThat(asked).hasValue(2);
    }

    @Test
    @Timeout(20)
    void letsNobodyWaitForTheAnswerOfABlockThatHasJustBegun() throws InterruptedException {
        var patient = new LastWord<>(new CountedBlocks(), () -> chain.get(), nanos::get, PATIENT);
        chain = () -> 1;
        patient.get();
        var asking = new CountDownLatch(1);
        var slow = new CountDownLatch(1);
        chain = () -> {
            asking.countDown();
            awaitQuietly(slow);
            return 2;
        };
        block.incrementAndGet();

        assertThat(patient.get()).isEqualTo(1);
        asking.await();
        slow.countDown();
        block.incrementAndGet();
        assertThat(patient.get()).as("two blocks behind is worth the wait").isEqualTo(2);
    }

    @Test
    void asksAgainWithinABlockThatLastsLong() {
        word.get();

        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(word.get()).isEqualTo(2);
    }

    @Test
    void goesOnWithTheFormerAnswerWhileTheChainIsSlow() {
        word.get();
        var slow = new CountDownLatch(1);
        chain = () -> {
            awaitQuietly(slow);
            return 7;
        };
        block.addAndGet(2);

        assertThat(word.get()).isEqualTo(1);
        assertThat(word.get()).isEqualTo(1);
        assertThat(asked).as("one question at a time").hasValue(2);

        slow.countDown();
    }

    @Test
    void restsBeforeItAsksASilentChainAgain() {
        word.get();
        chain = LastWordTest::silence;
        block.addAndGet(2);

        word.get();
        word.get();
        assertThat(asked).hasValue(2);

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        word.get();
        assertThat(asked).hasValue(3);
    }

    @Test
    void refusesWhenWhatWasSaidIsTooManyBlocksOld() {
        word.get();
        chain = LastWordTest::silence;
        block.addAndGet(5);
        assertThat(word.get()).isEqualTo(1);

        block.incrementAndGet();

        assertThatThrownBy(word::get).isInstanceOf(ChainUnavailable.class).hasMessage("nobody answers");
    }

    @Test
    void refusesWhenWhatWasSaidIsTooOldOnAChainThatStandsStill() {
        word.get();
        chain = LastWordTest::silence;

        nanos.addAndGet(Duration.ofMinutes(11).toNanos());

        assertThatThrownBy(word::get).isInstanceOf(ChainUnavailable.class);
    }

    private static int silence() {
        throw new ChainUnavailable("nobody answers", true);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private final class CountedBlocks implements Blocks {
        @Override
        public ChainTime time() {
            return new ChainTime(block.get(), CreationRound.NONE);
        }

        @Override
        public Subscription listen(Consumer<ChainTime> listener) {
            return () -> {};
        }
    }
}
