package io.headrace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mailboxes and timers on real threads. */
class ThreadHostTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static ThreadHost host() {
        return new ThreadHost(InstantSource.system(), new Random(1));
    }

    @Test
    void onlyOneReadsABoxAndEachPuttersOrderStays() throws Exception {
        int putters = 8;
        int each = 500;
        try (var host = host()) {
            var inside = new AtomicInteger();
            var most = new AtomicInteger();
            var last = new int[putters];
            var outOfOrder = new ArrayList<String>();
            var all = new CountDownLatch(putters * each);
            var box = host.<int[]>mailbox("box", letter -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                if (letter[1] != last[letter[0]]++) {
                    outOfOrder.add(letter[0] + "/" + letter[1]);
                }
                inside.decrementAndGet();
                all.countDown();
            });

            for (int putter = 0; putter < putters; putter++) {
                int name = putter;
                Thread.ofVirtual()
                        .start(() -> IntStream.range(0, each).forEach(number -> box.put(new int[] {name, number})));
            }

            assertThat(all.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(1);
            assertThat(outOfOrder).isEmpty();
        }
    }

    @Test
    void aClosedBoxHandsOverWhatWasPutBeforeAndNothingMore() throws Exception {
        try (var host = host()) {
            var let = new CountDownLatch(1);
            var read = new ArrayList<String>();
            var rest = new CompletableFuture<Thread>();
            var box = host.<String>mailbox("box", letter -> {
                await(let);
                read.add(letter);
                rest.complete(Thread.currentThread());
            });

            box.put("first");
            box.put("second");
            box.close();
            box.put("third");
            let.countDown();

            assertThat(rest.get(LONG.toSeconds(), TimeUnit.SECONDS).join(LONG))
                    .as("its thread ends")
                    .isTrue();
            assertThat(read).containsExactly("first", "second");
        }
    }

    @Test
    void whatWasCancelledDoesNotHappen() throws Exception {
        try (var host = host()) {
            var cancelled = new CountDownLatch(1);
            var happened = new CountDownLatch(1);

            host.after(Duration.ofMillis(50), cancelled::countDown).cancel();
            host.after(Duration.ofMillis(100), happened::countDown);

            assertThat(happened.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(cancelled.getCount()).isEqualTo(1);
        }
    }

    @Test
    void oneTimerThatFailsTakesNoOtherWithIt() throws Exception {
        try (var host = host()) {
            var happened = new CountDownLatch(1);

            host.after(Duration.ZERO, () -> {
                throw new IllegalStateException("a bug");
            });
            host.after(Duration.ofMillis(1), happened::countDown);

            assertThat(happened.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Machines that nobody ends still read their letters while a process stops, and what they ask for is no bug of theirs. */
    @Test
    void takesTimersThatNeverComeOnceItIsClosed() {
        var host = host();
        host.close();
        var happened = new AtomicInteger();

        var timer = host.after(Duration.ZERO, happened::incrementAndGet);
        timer.cancel();

        assertThat(happened).hasValue(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        }
    }
}
