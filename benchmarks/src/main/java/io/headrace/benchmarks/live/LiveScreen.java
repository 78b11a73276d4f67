package io.headrace.benchmarks.live;

import io.headrace.webrtc.peer.Screen;
import java.net.URI;
import java.time.Duration;

/** Watches by WHEP and notes when each frame came. */
final class LiveScreen implements AutoCloseable {

    private static final long LOOK_MS = 100;

    private final Screen screen;
    private final Thread thread;
    private final SeenFrames frames = new SeenFrames();
    private volatile boolean closed;

    private LiveScreen(Screen screen) {
        this.screen = screen;
        this.thread = Thread.ofPlatform().name("screen").unstarted(this::run);
    }

    static LiveScreen on(URI whep) throws Exception {
        var live = new LiveScreen(Screen.on(whep));
        live.screen.wantKeyframe();
        live.thread.start();
        return live;
    }

    private void run() {
        var consent = new Consent(screen.peer());
        try {
            while (!closed) {
                consent.tellIfDue();
                var picture = screen.next(LOOK_MS);
                if (picture != null) {
                    synchronized (frames) {
                        frames.add(picture.timestamp(), System.nanoTime());
                    }
                }
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    int seen() {
        synchronized (frames) {
            return frames.size();
        }
    }

    /** Waits until so many frames came; false when they did not come in time. */
    boolean await(int number, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (seen() < number) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(LOOK_MS);
        }
        return true;
    }

    SeenFrames.Findings between(long fromNanos, long toNanos) {
        synchronized (frames) {
            return frames.between(fromNanos, toNanos);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        screen.close();
    }
}
