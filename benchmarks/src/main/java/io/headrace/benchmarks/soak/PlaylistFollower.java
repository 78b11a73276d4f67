package io.headrace.benchmarks.soak;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Follows one rendition's live playlist as a viewer does, and fetches every segment once. One thread runs it; any may
 * ask what was noticed.
 */
final class PlaylistFollower {

    private static final Duration RELOAD = Duration.ofMillis(500);
    private static final int TRIES = 20;

    private final String rendition;
    private final URI playlist;
    private final ViewerClient client;
    private final long begun;
    private final Deque<PlaylistSnapshot.Entry> awaited = new ArrayDeque<>();
    private int failures;

    /** Guarded by this. */
    private final RenditionWatch watch = new RenditionWatch();

    /** Guarded by this. */
    private boolean ended;

    /** @param begun when the viewing began, in the JVM's nanoseconds */
    PlaylistFollower(String rendition, URI playlist, ViewerClient client, long begun) {
        this.rendition = rendition;
        this.playlist = playlist;
        this.client = client;
        this.begun = begun;
    }

    String rendition() {
        return rendition;
    }

    /** Follows until the playlist ends. */
    void run() throws InterruptedException {
        boolean last = false;
        while (!last || !awaited.isEmpty()) {
            var found = client.text(playlist).map(PlaylistSnapshot::parse);
            found.ifPresent(this::look);
            last |= found.map(PlaylistSnapshot::ended).orElse(false);
            fetch();
            if (!last || !awaited.isEmpty()) {
                Thread.sleep(RELOAD);
            }
        }
        synchronized (this) {
            ended = true;
        }
    }

    private synchronized void look(PlaylistSnapshot snapshot) {
        awaited.addAll(watch.playlist(snapshot, elapsed()));
    }

    /** Fetches what is due, in order; what fails for a while stays for the next time, what fails too often is lost. */
    private void fetch() throws InterruptedException {
        while (!awaited.isEmpty()) {
            var bytes = client.bytes(playlist.resolve(awaited.getFirst().uri()));
            if (bytes.isEmpty() && ++failures < TRIES) {
                return;
            }
            failures = 0;
            awaited.removeFirst();
            synchronized (this) {
                bytes.ifPresentOrElse(watch::segment, watch::gone);
            }
        }
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized RenditionWatch.Findings findings() {
        return watch.findings(elapsed(), ended);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The renditions of a stream, once there are any. */
    static Optional<List<URI>> variants(URI master, ViewerClient client) throws InterruptedException {
        return client.text(master)
                .map(PlaylistSnapshot::variants)
                .filter(names -> !names.isEmpty())
                .map(names -> names.stream().map(master::resolve).toList());
    }
}
