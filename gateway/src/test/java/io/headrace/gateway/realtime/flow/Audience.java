package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Remembers what a stream tells. */
final class Audience implements StreamFlow.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 500_000;

    record Failure(int session, Failing why, String sentence) {}

    record Arrived(Picture picture, long nanos) {}

    final List<Arrived> pictures = new CopyOnWriteArrayList<>();
    final List<Sound> sounds = new CopyOnWriteArrayList<>();
    final List<Failure> failures = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Long> begun = new CopyOnWriteArrayList<>();
    final List<Long> ended = new CopyOnWriteArrayList<>();
    final List<Long> returned = new CopyOnWriteArrayList<>();
    final List<Integer> served = new CopyOnWriteArrayList<>();
    volatile Consumer<Failure> onFailure = _ -> {};

    @Override
    public void unitBegun(long seq, MediaTime start, int width, int height) {
        begun.add(seq);
    }

    @Override
    public void unitEnded(long seq, Duration duration, long count, int width, int height) {
        ended.add(seq);
    }

    @Override
    public void unitReturned(int session, long seq) {
        returned.add(seq);
    }

    @Override
    public void failing(int session, Failing why, String sentence) {
        var failure = new Failure(session, why, sentence);
        failures.add(failure);
        onFailure.accept(failure);
    }

    @Override
    public void event(int session, String json) {
        events.add(json);
    }

    @Override
    public void output(AccessUnit unit) {
        switch (unit) {
            case Picture picture -> pictures.add(new Arrived(picture, System.nanoTime()));
            case Sound sound -> sounds.add(sound);
        }
    }

    @Override
    public void servedBy(int session) {
        served.add(session);
    }

    /** Of the pictures that were delivered. */
    List<Long> frames() {
        return pictures.stream()
                .map(one -> one.picture().presentation().ticks() / Units.FRAME)
                .toList();
    }

    Duration longestGap() {
        long longest = 0;
        for (int i = 1; i < pictures.size(); i++) {
            longest = Math.max(
                    longest, pictures.get(i).nanos() - pictures.get(i - 1).nanos());
        }
        return Duration.ofNanos(longest);
    }

    /** Waits for what another thread is about to do. */
    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + PATIENCE + ": " + frames().size() + " pictures, failures "
                        + failures + ", served by " + served + ", units begun " + begun + ", ended " + ended
                        + ", returned "
                        + returned);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
