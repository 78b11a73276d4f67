package io.headrace.admin.money;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs changes that wait for a chain, each on a virtual thread of its own, so that no caller has to stay. A change has a
 * name; asking again under the same name does it once. The last {@value #KEPT} are remembered until the process ends.
 */
public final class Errands implements AutoCloseable {

    static final int AT_ONCE = 16;
    static final int KEPT = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** The oldest first; guarded by this. */
    private final Map<String, Errand> known = new LinkedHashMap<>();

    private long unnamed;

    /** What came of asking. */
    public sealed interface Beginning {
        /** It runs, or ran, once. */
        record Begun(Errand errand) implements Beginning {}

        /** The name stands for another change. */
        record NameTaken(String what) implements Beginning {}

        record TooMany(int underWay) implements Beginning {}
    }

    /**
     * @param name the caller's, by which it may ask again; empty for none
     * @param what is asked, with its values
     */
    public synchronized Beginning begin(Optional<String> name, String what, Supplier<Report> change) {
        var before = name.flatMap(this::find);
        if (before.isPresent()) {
            return before.get().what().equals(what)
                    ? new Beginning.Begun(before.get())
                    : new Beginning.NameTaken(before.get().what());
        }
        long underWay =
                known.values().stream().filter(errand -> !errand.isOver()).count();
        if (underWay >= AT_ONCE) {
            return new Beginning.TooMany(Math.toIntExact(underWay));
        }
        forgetOldest();
        var errand = new Errand(
                name.orElseGet(() -> "errand-" + ++unnamed),
                what,
                CompletableFuture.supplyAsync(() -> report(what, change), threads));
        known.put(errand.name(), errand);
        return new Beginning.Begun(errand);
    }

    public synchronized Optional<Errand> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    private static Report report(String what, Supplier<Report> change) {
        var report = Reports.hearing(change);
        switch (report) {
            case Report.Done _ -> LOG.info("Done, as the operator asked: {}", what);
            case Report.Refused(var reason, var _) -> LOG.warn("Refused ({}): {}", reason, what);
            case Report.Failed(var sentence) -> LOG.warn("Failed: {}: {}", what, sentence);
        }
        return report;
    }

    private void forgetOldest() {
        Iterator<Errand> oldestFirst = known.values().iterator();
        while (known.size() >= KEPT && oldestFirst.hasNext()) {
            if (oldestFirst.next().isOver()) {
                oldestFirst.remove();
            }
        }
    }

    /** Waits for none of them: what is on its way to the chain may still be mined. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
