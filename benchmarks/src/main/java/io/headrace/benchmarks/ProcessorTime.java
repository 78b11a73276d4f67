package io.headrace.benchmarks;

import java.time.Duration;
import java.util.Collection;

/** What processes spent of the processors: user and system time, all their threads, to a hundredth of a second. */
final class ProcessorTime {

    private ProcessorTime() {}

    /** Of those that live. */
    static long nanos(Collection<Long> pids) {
        return pids.stream().mapToLong(ProcessorTime::nanos).sum();
    }

    /** 0 when it is gone. */
    static long nanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
