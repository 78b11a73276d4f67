package io.headrace.gateway.live.http;

import java.util.concurrent.atomic.LongAdder;

/** What was played since the node began. Any thread. */
public final class PlaybackCounters {

    private final LongAdder playlists = new LongAdder();
    private final LongAdder segments = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void playlist() {
        playlists.increment();
    }

    /** Counted when it begins; its bytes as they leave. */
    void segment() {
        segments.increment();
    }

    void bytes(int more) {
        bytes.add(more);
    }

    void refuse() {
        refused.increment();
    }

    public long playlists() {
        return playlists.sum();
    }

    /** Recordings among them. */
    public long segments() {
        return segments.sum();
    }

    /** Of segments and recordings, as far as they were sent. */
    public long bytes() {
        return bytes.sum();
    }

    /** Viewers that had too many answers under way. */
    public long refused() {
        return refused.sum();
    }
}
