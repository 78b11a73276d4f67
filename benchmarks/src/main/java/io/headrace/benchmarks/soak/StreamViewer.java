package io.headrace.benchmarks.soak;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches every rendition of a stream at once, from the stream's beginning to its end. */
final class StreamViewer {

    private static final Duration RELOAD = Duration.ofMillis(500);

    private final String stream;
    private final URI master;
    private final ViewerClient client;
    private final List<PlaylistFollower> followers = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    StreamViewer(String stream, URI master, ViewerClient client) {
        this.stream = stream;
        this.master = master;
        this.client = client;
    }

    String stream() {
        return stream;
    }

    /** Runs until the stream's end; call it on a thread of its own. */
    void run() {
        try {
            var threads = variants().stream().map(this::follow).toList();
            for (var thread : threads) {
                thread.join();
            }
            ended.countDown();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private List<URI> variants() throws InterruptedException {
        while (true) {
            var found = PlaylistFollower.variants(master, client);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(RELOAD);
        }
    }

    private Thread follow(URI playlist) {
        var path = playlist.getPath();
        var rendition = path.substring(path.lastIndexOf('/') + 1).replace(".m3u8", "");
        var follower = new PlaylistFollower(rendition, playlist, client, System.nanoTime());
        followers.add(follower);
        return Thread.ofVirtual().name(stream + "/" + rendition).start(() -> {
            try {
                follower.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    List<PlaylistFollower> followers() {
        return followers;
    }

    /** False when it goes on for longer. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
