package io.headrace.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {

    private static final List<String> WAITS_FOR_EVER = List.of("sh", "-c", "while read line; do :; done");

    @TempDir
    Path folder;

    @Test
    void startsAgainWhatWasKilled() {
        try (var process = SupervisedProcess.start("sleeper", WAITS_FOR_EVER, folder.resolve("log"))) {
            long first = process.pid();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            assertThat(becomesTrue(() -> process.pid() != first && alive(process.pid())))
                    .isTrue();
        }
    }

    @Test
    void letsAProcessRestThatWasAskedToEnd() throws InterruptedException {
        try (var process = SupervisedProcess.start("sleeper", WAITS_FOR_EVER, folder.resolve("log"))) {
            long first = process.pid();
            var handle = ProcessHandle.of(first).orElseThrow();

            handle.destroy();
            handle.onExit().join();

            assertThat(process.awaitEnd(Duration.ofSeconds(5))).isTrue();
            assertThat(process.pid()).isEqualTo(first);
        }
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() {
        var process = SupervisedProcess.start("sleeper", WAITS_FOR_EVER, folder.resolve("log"));
        long pid = process.pid();

        process.close();

        assertThat(alive(pid)).isFalse();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Yields until the condition holds; five seconds at most. */
    private static boolean becomesTrue(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }
}
