package io.headrace.benchmarks.live;

import io.headrace.benchmarks.soak.LoopedStream;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.webrtc.peer.Camera;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Publishes the pictures of a clip by WHIP, each at its time, round and round. */
final class LiveCamera implements AutoCloseable {

    private static final long TICKS_PER_SECOND = 90_000;

    private final Camera camera;
    private final LoopedStream clip;
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean closed;

    private LiveCamera(Camera camera, LoopedStream clip) {
        this.camera = camera;
        this.clip = clip;
        this.thread = Thread.ofPlatform().name("camera").unstarted(this::run);
    }

    static LiveCamera on(URI whip, LoopedStream clip) throws Exception {
        var live = new LiveCamera(Camera.on(whip), clip);
        live.thread.start();
        return live;
    }

    private void run() {
        var consent = new Consent(camera.peer());
        long begun = System.nanoTime();
        for (long number = 0; !closed; number++) {
            if (clip.unit(number) instanceof Picture picture) {
                long ticks = picture.decoding().ticks();
                long due = begun + TimeUnit.SECONDS.toNanos(1) * ticks / TICKS_PER_SECOND;
                while (System.nanoTime() < due && !closed) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                camera.send(picture.bytes(), (int) ticks);
                sent.incrementAndGet();
                consent.tellIfDue();
            }
        }
    }

    /** Pictures sent so far. */
    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        camera.close();
    }
}
