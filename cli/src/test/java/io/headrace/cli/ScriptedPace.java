package io.headrace.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Time that passes only in pauses; in each the next thing happens, and after the last one Ctrl-C is pressed. */
public final class ScriptedPace implements Pace {

    private final List<Runnable> happenings;
    private final AtomicInteger pauses = new AtomicInteger();
    private long nanos;

    public ScriptedPace(Runnable... happenings) {
        this.happenings = List.of(happenings);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
        int number = pauses.getAndIncrement();
        if (number >= happenings.size()) {
            throw new InterruptedException("Ctrl-C");
        }
        nanos += length.toNanos();
        happenings.get(number).run();
    }
}
