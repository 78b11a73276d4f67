package io.headrace.gateway.publication;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many of its newest units a stream's playlists show. Usually six; after a time in which nothing could be published
 * what waited comes out at once, and then more: whoever looks at the playlist as often as the window plays must see each
 * unit. It moves only when a unit is published. Not safe for several threads.
 */
final class PlaylistWindow {

    /** Segments in a playlist of a stream that goes on (wire protocol section 3.8). */
    static final int USUAL = 6;

    /** However much comes at once. */
    static final int LONGEST = 60;

    /** When each unit in the window was published, the newest last. */
    private final Deque<Instant> published = new ArrayDeque<>();

    /**
     * A unit is published.
     *
     * @param playing how long a segment plays, about
     */
    void add(Instant now, Duration playing) {
        published.addLast(now);
        var news = now.minus(playing.multipliedBy(USUAL));
        while (published.size() > LONGEST
                || (published.size() > USUAL && !published.getFirst().isAfter(news))) {
            published.removeFirst();
        }
    }

    /** A unit that was published long ago. */
    void addOld() {
        add(Instant.EPOCH, Duration.ZERO);
    }

    int size() {
        return published.size();
    }
}
