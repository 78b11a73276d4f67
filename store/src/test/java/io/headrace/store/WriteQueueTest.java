package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.store.WriteQueue.Haste;
import io.headrace.store.WriteQueue.Limits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WriteQueueTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @Test
    void givesAnAwaitedWriteAtOnceAndAllBeforeItWithIt() throws InterruptedException {
        var queue = new WriteQueue(new Limits(10, 5, NEVER));
        var writes = writes(3);

        queue.put(writes.get(0), Haste.UNHURRIED);
        queue.put(writes.get(1), Haste.UNHURRIED);
        queue.put(writes.get(2), Haste.AWAITED);

        assertThat(queue.take()).isEqualTo(writes);
    }

    @Test
    void waitsForNobodyOnceThereIsEnoughForOneCommit() throws InterruptedException {
        var queue = new WriteQueue(new Limits(10, 2, NEVER));
        var writes = writes(2);

        writes.forEach(each -> queue.put(each, Haste.UNHURRIED));

        assertThat(queue.take()).isEqualTo(writes);
    }

    @Test
    void givesWhatNobodyWaitsForAfterAMoment() throws InterruptedException {
        var queue = new WriteQueue(new Limits(10, 5, Duration.ofMillis(5)));
        var writes = writes(1);

        queue.put(writes.getFirst(), Haste.UNHURRIED);

        assertThat(queue.take()).isEqualTo(writes);
    }

    @Test
    void goesOnWithAnAwaitedWriteThatDidNotFitIntoTheLastCommit() throws InterruptedException {
        var queue = new WriteQueue(new Limits(10, 2, NEVER));
        var writes = writes(3);

        queue.put(writes.get(0), Haste.UNHURRIED);
        queue.put(writes.get(1), Haste.UNHURRIED);
        queue.put(writes.get(2), Haste.AWAITED);

        assertThat(queue.take()).isEqualTo(writes.subList(0, 2));
        assertThat(queue.take()).isEqualTo(writes.subList(2, 3));
    }

    @Test
    void isHurriedByAnAwaitedWriteWhileItWaitsForCompany() throws Exception {
        var queue = new WriteQueue(new Limits(10, 5, NEVER));
        var writes = writes(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            queue.put(writes.get(0), Haste.UNHURRIED);
            var taken = threads.submit(queue::take);

            queue.put(writes.get(1), Haste.AWAITED);

            assertThat(taken.get(20, TimeUnit.SECONDS)).isEqualTo(writes);
        }
    }

    @Test
    void makesWhoeverPutsSomethingIntoAFullOneWaitForRoom() throws Exception {
        var queue = new WriteQueue(new Limits(2, 2, NEVER));
        var writes = writes(3);
        queue.put(writes.get(0), Haste.UNHURRIED);
        queue.put(writes.get(1), Haste.UNHURRIED);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var put = threads.submit(() -> queue.put(writes.get(2), Haste.AWAITED));

            assertThat(queue.take()).isEqualTo(writes.subList(0, 2));

            put.get(20, TimeUnit.SECONDS);
            assertThat(queue.take()).isEqualTo(writes.subList(2, 3));
        }
    }

    @Test
    void leavesAnInterruptedWriterInterrupted() throws InterruptedException {
        var queue = new WriteQueue(new Limits(2, 2, NEVER));
        var writes = writes(1);

        Thread.currentThread().interrupt();
        queue.put(writes.getFirst(), Haste.AWAITED);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.take()).isEqualTo(writes);
    }

    private static List<Database.Waiting> writes(int count) {
        return Stream.generate(() -> new Database.Waiting(_ -> {}, new CompletableFuture<>()))
                .limit(count)
                .toList();
    }
}
