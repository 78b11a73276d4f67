package io.headrace.simulation;

import java.util.HashSet;
import java.util.Set;

/**
 * What the viewer of one job sees: units in order, each once. It outlives the gateway, as a folder on a disk does, and
 * so a gateway that was restarted may ask again for what is there already; the same gateway may not.
 */
public final class Playlist {

    private final String job;
    private final Set<Long> gaps = new HashSet<>();
    private long length;

    /** The gateway's life in which the last unit was asked for. */
    private int life;

    private long askedInLife = -1;

    public Playlist(String job) {
        this.job = job;
    }

    boolean has(long seq) {
        return seq < length;
    }

    public long length() {
        return length;
    }

    /** Units that are left out. */
    public long gaps() {
        return gaps.size();
    }

    public void publish(long seq, int inLife) {
        if (gaps.contains(seq)) {
            throw new Violation("Unit %d of %s was published although it was skipped".formatted(seq, job));
        }
        advance(seq, inLife);
    }

    /** What an earlier life of the gateway published stays, although this one does not know of it. */
    public void skip(long seq, int inLife) {
        boolean published = has(seq);
        advance(seq, inLife);
        if (!published) {
            gaps.add(seq);
        }
    }

    private void advance(long seq, int inLife) {
        if (inLife == life && seq <= askedInLife) {
            throw new Violation("Unit %d of %s was published twice".formatted(seq, job));
        }
        if (seq > length) {
            throw new Violation("Unit %d of %s was published before unit %d".formatted(seq, job, length));
        }
        life = inLife;
        askedInLife = seq;
        length = Math.max(length, seq + 1);
    }
}
