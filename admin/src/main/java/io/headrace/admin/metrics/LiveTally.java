package io.headrace.admin.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What a gateway tells of live streams and does not write into its journal. Any thread; returns at once. */
public interface LiveTally {

    /** Of a node that has no streams. */
    LiveTally NONE = new LiveTally() {
        @Override
        public void ended(Duration longestGap) {}

        @Override
        public void standing(Supplier<List<LiveStanding>> read) {}
    };

    /**
     * A stream is over.
     *
     * @param longestGap between two pictures that its viewers got; zero when they got none
     */
    void ended(Duration longestGap);

    /** @param read gives all sessions that are not over, whenever somebody scrapes; must not block */
    void standing(Supplier<List<LiveStanding>> read);
}
