package io.headrace.admin.money;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A change that is under way, or was.
 *
 * @param name by which it is asked for again
 * @param what was asked, so that another change under the same name is noticed
 */
public record Errand(String name, String what, CompletableFuture<Report> report) {

    /** Empty when it takes longer; it goes on all the same. */
    public Optional<Report> await(Duration patience) throws InterruptedException {
        try {
            return Optional.of(report.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException slow) {
            return Optional.empty();
        } catch (ExecutionException bug) {
            return Optional.of(new Report.Failed("A fault of this program ended it: " + bug.getCause()));
        }
    }

    public boolean isOver() {
        return report.isDone();
    }
}
