package io.headrace.ethereum.account;

import io.headrace.chain.transaction.CallId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for the end of which call. Whoever asks for a call that is under way waits with the others. A call of an
 * earlier life may end before anybody has asked for it again: its end is kept for the first who does. Any thread.
 */
final class Endings {

    /** @param first whether this asker has to see to it that the call is made */
    record Place(CompletableFuture<End> end, boolean first) {}

    private final Map<CallId, CompletableFuture<End>> open = new HashMap<>();
    private final Set<CallId> unasked;
    private boolean over;
    private RuntimeException reason = new IllegalStateException("not over");

    /** @param restored what was under way when the program ended */
    Endings(Collection<CallId> restored) {
        unasked = new HashSet<>(restored);
        unasked.forEach(id -> open.put(id, new CompletableFuture<>()));
    }

    synchronized Place place(CallId id) {
        if (over) {
            return new Place(CompletableFuture.failedFuture(reason), false);
        }
        var there = open.get(id);
        if (there == null) {
            var fresh = new CompletableFuture<End>();
            open.put(id, fresh);
            return new Place(fresh, true);
        }
        unasked.remove(id);
        if (there.isDone()) {
            open.remove(id);
        }
        return new Place(there, false);
    }

    /** Without effect for what nobody asked for. */
    synchronized void end(CallId id, End end) {
        var waiting = unasked.contains(id) ? open.get(id) : open.remove(id);
        if (waiting != null) {
            waiting.complete(end);
        }
    }

    synchronized void fail(CallId id, RuntimeException why) {
        var waiting = open.remove(id);
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
    }

    /** Lets everybody go, and whoever comes later. */
    void close(RuntimeException why) {
        for (var waiting : closed(why)) {
            waiting.completeExceptionally(why);
        }
    }

    private synchronized List<CompletableFuture<End>> closed(RuntimeException why) {
        if (over) {
            return List.of();
        }
        over = true;
        reason = why;
        var all = new ArrayList<>(open.values());
        open.clear();
        return all;
    }
}
