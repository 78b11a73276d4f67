package io.headrace.node.role;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.node.role.DropInModels.DropIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks from time to time which models an operator has put into a directory or taken out of it. On a thread of its own. */
final class DropInWatch implements AutoCloseable {

    private final Path directory;
    private final Changes changes;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Map<BatchSkill, DropIn> known = Map.of();

    /** Hears what came and went; one that was changed goes and comes. */
    interface Changes {
        void came(BatchSkill skill, DropIn model);

        void went(BatchSkill skill);
    }

    private DropInWatch(Path directory, Changes changes, Duration pause) {
        this.directory = directory;
        this.changes = changes;
        this.pause = pause;
    }

    /** Tells of those that are there before it returns. */
    static DropInWatch start(Path directory, Changes changes, Duration pause) {
        var watch = new DropInWatch(directory, changes, pause);
        watch.look();
        Thread.ofVirtual().name("models in " + directory).start(watch::watch);
        return watch;
    }

    private void watch() {
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        var now = DropInModels.in(directory);
        var left = new HashMap<>(known);
        left.entrySet().removeAll(now.entrySet());
        left.keySet().forEach(changes::went);
        var come = new HashMap<>(now);
        come.entrySet().removeAll(known.entrySet());
        come.forEach(changes::came);
        known = now;
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
