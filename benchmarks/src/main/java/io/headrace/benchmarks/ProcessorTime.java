package io.headrace.benchmarks;

import java.time.Duration;
import java.util.Collection;

/** What processes spent of the processors: user and system time, all their threads, to a hundredth of a second. */
public final class ProcessorTime {

    private ProcessorTime() {}

    /** Of those that live. */
    public static long nanos(Collection<Long> pids) {
        return pids.stream().mapToLong(ProcessorTime::nanos).sum();
    }

    /** 0 when it is gone. */
    public static long nanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
