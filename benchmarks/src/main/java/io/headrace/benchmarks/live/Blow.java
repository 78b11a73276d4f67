package io.headrace.benchmarks.live;

import java.util.Locale;

/** What happens to the orchestrator that serves a stream. */
enum Blow {
    /** It is asked to take nothing new, and says so. */
    DRAINED,
    /** {@code kill -9}. */
    KILLED,
    /** {@code kill -STOP}: its connections stay, and nothing comes. */
    STALLED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
