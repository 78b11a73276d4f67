package io.headrace.engine;

import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A parent to be killed: prints its children's numbers, one of which works forever. */
final class TestParent {

    private TestParent() {}

    public static void main(String[] args) throws Exception {
        var pool = ChildPool.open(ChildPoolTest.command(), PoolShape.of(1), NanoTicker.system());
        pool.ask(Message.of("parts 1"), Duration.ofSeconds(30), _ -> {});
        while (pool.pids().size() < 2) {
            LockSupport.parkNanos(1_000_000);
        }
        System.out.println(pool.pids().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        pool.ask(Message.of("hang"), Duration.ofMinutes(5), _ -> {});
    }
}
