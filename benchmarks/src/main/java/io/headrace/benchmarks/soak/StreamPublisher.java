package io.headrace.benchmarks.soak;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.rtmp.fixture.RtmpPublisher;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes a stream by RTMP in real time and knows exactly how many pictures it sent. When the connection breaks it
 * comes back, as an encoder does, with the keyframe that is next by then.
 */
public final class StreamPublisher {

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(1);
    private static final double NANOS_PER_TICK = 1e9 / MediaTime.TICKS_PER_SECOND;

    private final URI url;
    private final LoopedStream source;
    private final AtomicLong pictures = new AtomicLong();
    private final AtomicLong breaks = new AtomicLong();

    private volatile boolean ending;
    private volatile String lastBreak = "";

    public StreamPublisher(URI url, LoopedStream source) {
        this.url = url;
        this.source = source;
    }

    /** Publishes until {@link #end}; call it on a thread of its own. */
    public void run() {
        long begun = System.nanoTime();
        long next = 0;
        try {
            while (!ending) {
                next = keyframeAfter(next, System.nanoTime() - begun);
                try (var publisher = RtmpPublisher.publish(url)) {
                    next = play(publisher, next, begun);
                } catch (IOException broken) {
                    lastBreak = String.valueOf(broken.getMessage());
                    breaks.incrementAndGet();
                    Thread.sleep(BEFORE_ANOTHER_TRY);
                    next++;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long play(RtmpPublisher publisher, long from, long begun) throws IOException, InterruptedException {
        long number = from;
        while (true) {
            var unit = source.unit(number);
            boolean keyframe = unit instanceof AccessUnit.Picture picture && picture.keyframe();
            if (ending && keyframe) {
                publisher.end();
                return number;
            }
            awaitDue(unit, begun);
            publisher.send(unit);
            pictures.addAndGet(unit instanceof AccessUnit.Picture ? 1 : 0);
            number++;
        }
    }

    private static void awaitDue(AccessUnit unit, long begun) throws InterruptedException {
        long early = begun + nanos(unit) - System.nanoTime();
        if (early > 0) {
            Thread.sleep(Duration.ofNanos(early));
        }
    }

    /** The first keyframe from {@code number} on that is not due yet; at the beginning simply the first. */
    private long keyframeAfter(long number, long elapsedNanos) {
        long at = number;
        while (at > 0
                && !(source.unit(at) instanceof AccessUnit.Picture picture
                        && picture.keyframe()
                        && nanos(picture) >= elapsedNanos)) {
            at++;
        }
        return at;
    }

    private static long nanos(AccessUnit unit) {
        return (long) (unit.decoding().ticks() * NANOS_PER_TICK);
    }

    /** Ends the stream in front of its next keyframe. */
    public void end() {
        ending = true;
    }

    /** Pictures that were sent. */
    public long pictures() {
        return pictures.get();
    }

    /** How often the connection broke or was refused. */
    public long breaks() {
        return breaks.get();
    }

    /** Why it broke last; empty when it never did. */
    public String lastBreak() {
        return lastBreak;
    }
}
