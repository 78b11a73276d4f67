package io.headrace.admin.metrics;

import java.util.ArrayDeque;
import java.util.Deque;

/** The share of the last segments that succeeded. Any thread. */
final class SuccessRate {

    static final int WINDOW = 100;

    private final Deque<Boolean> last = new ArrayDeque<>(WINDOW);

    synchronized void succeeded() {
        add(true);
    }

    synchronized void failed(long segments) {
        for (long i = 0; i < Math.min(segments, WINDOW); i++) {
            add(false);
        }
    }

    /** From 0 to 1; 1 as long as there were none. */
    synchronized double value() {
        return last.isEmpty() ? 1 : last.stream().filter(Boolean::booleanValue).count() / (double) last.size();
    }

    private void add(boolean success) {
        if (last.size() == WINDOW) {
            last.removeFirst();
        }
        last.addLast(success);
    }
}
