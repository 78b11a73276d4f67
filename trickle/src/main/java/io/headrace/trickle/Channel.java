package io.headrace.trickle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A named sequence of segments of one media type, with one head: the number of the segment that is written next. The last
 * five are kept. Any thread; nothing here waits for a peer.
 *
 * <p>The head is set to {@code seq + 1} when a segment gets its first byte or ends without one, and <b>never goes
 * back</b>: a publisher that repeats itself must not lead subscribers into the past.
 *
 * <p>Protocol section 3. {@code docs/protocol/trickle.md} says where we differ from it.
 */
public final class Channel {
    private final ChannelName name;
    private final String mediaType;
    private final Access access;
    private final TrickleLimits limits;
    private final Ticker ticker;
    private final ByteAccount account;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ring ring = new Ring();
    private final Lingering lingering = new Lingering();
    private final Set<SegmentReader> readers = ConcurrentHashMap.newKeySet();
    private final Set<SegmentWriter> writers = ConcurrentHashMap.newKeySet();
    private volatile long head;
    private volatile long lastByteNanos;
    private volatile boolean ended;

    Channel(
            ChannelName name,
            String mediaType,
            Access access,
            TrickleLimits limits,
            Ticker ticker,
            ByteBudget heldByAll) {
        this.name = name;
        this.mediaType = mediaType;
        this.access = access;
        this.limits = limits;
        this.ticker = ticker;
        this.account = new ByteAccount(new ByteBudget(limits.channelBytes()), heldByAll);
        this.lastByteNanos = ticker.nanos();
    }

    public ChannelName name() {
        return name;
    }

    /** As it was given on creation; may be empty. */
    public String mediaType() {
        return mediaType;
    }

    public Access access() {
        return access;
    }

    /** The number of the segment that is written next. */
    public long head() {
        return head;
    }

    public boolean hasEnded() {
        return ended;
    }

    /** What its segments take, pages that are not full included. */
    public long heldBytes() {
        return account.channel().taken();
    }

    /** Who waits for a segment or reads one. */
    public int readers() {
        return readers.size();
    }

    /** Who writes a segment or has preconnected to one. */
    public int writers() {
        return writers.size();
    }

    public Publication publish(long asked) {
        return publish(asked, Reset.NOTHING);
    }

    /** @param asked a number, or {@link Seq#NEXT} */
    public Publication publish(long asked, Reset reset) {
        lock.lock();
        try {
            long seq = asked == Seq.NEXT ? head : asked;
            if (seq < 0 || seq > Seq.MAX) {
                return new Publication.Unsupported(asked);
            }
            if (ended) {
                return new Publication.ChannelEnded(seq);
            }
            if (isTooLate(seq)) {
                return new Publication.TooLate(seq, head);
            }
            if (writers.size() >= limits.writersPerChannel()) {
                return new Publication.TooManyWriters(limits.writersPerChannel());
            }
            var writer = new SegmentWriter(this, claim(seq), ticker);
            ring.at(seq).orElseThrow().attach(writer);
            writers.add(writer);
            if (reset == Reset.EARLIER_SEGMENTS) {
                closeBelow(seq);
            }
            return new Publication.Open(writer);
        } finally {
            lock.unlock();
        }
    }

    private boolean isTooLate(long seq) {
        return seq < head - Ring.SLOTS
                || ring.inSlotOf(seq).filter(segment -> segment.seq() > seq).isPresent()
                || ring.at(seq).filter(segment -> !segment.isOpen()).isPresent();
    }

    /** @param asked a number, {@link Seq#NEXT} or {@link Seq#LATEST} */
    public Subscription subscribe(long asked) {
        lock.lock();
        try {
            long seq = sought(asked);
            if (seq < 0 || seq > Seq.MAX) {
                return new Subscription.Unsupported(asked);
            }
            var segment = ring.at(seq);
            if (ended && segment.isEmpty()) {
                return new Subscription.ChannelEnded(asked, head);
            }
            if (segment.isEmpty() && !isWithinGrace(seq)) {
                return new Subscription.Missing(asked, head);
            }
            if (readers.size() >= limits.readersPerChannel()) {
                return new Subscription.TooManyReaders(limits.readersPerChannel());
            }
            var found = segment.orElseGet(() -> claim(seq));
            var reader = new SegmentReader(this, found, ticker.nanos());
            found.attach(reader);
            readers.add(reader);
            return new Subscription.Open(reader, head);
        } finally {
            lock.unlock();
        }
    }

    private long sought(long asked) {
        if (asked == Seq.NEXT) {
            return head;
        }
        return asked == Seq.LATEST ? Math.max(0, head - 1) : asked;
    }

    /** So that a subscriber that has read nothing can wait for 0 and preconnect 1. */
    private boolean isWithinGrace(long seq) {
        return seq == head || (head == 0 && seq == 1);
    }

    /** The open segment of that number, with a new one if there is none. */
    private Segment claim(long seq) {
        return ring.at(seq).orElseGet(() -> {
            ring.inSlotOf(seq).ifPresent(this::evict);
            var segment = new Segment(seq, limits.segmentBytes(), account);
            ring.put(segment);
            return segment;
        });
    }

    private void evict(Segment segment) {
        headBeyond(segment);
        lingering.add(segment);
    }

    /**
     * Ends a segment; what was written of it stays readable.
     *
     * @return false when no such segment is in the ring
     */
    public boolean close(long seq) {
        lock.lock();
        try {
            var segment = seq < 0 ? Optional.<Segment>empty() : ring.at(seq);
            segment.ifPresent(this::close);
            return segment.isPresent();
        } finally {
            lock.unlock();
        }
    }

    void close(Segment segment) {
        lock.lock();
        try {
            headBeyond(segment);
            lastByteNanos = ticker.nanos();
        } finally {
            lock.unlock();
        }
        segment.close();
    }

    private void closeBelow(long seq) {
        for (var segment : ring.all()) {
            if (segment.seq() < seq) {
                close(segment);
            }
        }
    }

    void begun(Segment segment) {
        lock.lock();
        try {
            headBeyond(segment);
        } finally {
            lock.unlock();
        }
    }

    private void headBeyond(Segment segment) {
        head = Math.max(head, segment.seq() + 1);
    }

    /** What does not fit closes its segment; readers that dawdle over old segments go first. */
    Appended append(Segment segment, ByteBuffer chunk) {
        lastByteNanos = ticker.nanos();
        var appended = segment.append(chunk);
        if (appended == Appended.NO_ROOM && lingering.drop()) {
            appended = segment.append(chunk);
        }
        if (appended == Appended.NO_ROOM || appended == Appended.TOO_LARGE) {
            close(segment);
        }
        return appended;
    }

    void readerLeft(SegmentReader reader, Segment segment) {
        readers.remove(reader);
        lingering.forgetIfUnread(segment);
    }

    void writerLeft(SegmentWriter writer) {
        writers.remove(writer);
    }

    TrickleLimits limits() {
        return limits;
    }

    /** Closes all segments. Who reads one reads it to its end. */
    void end() {
        List<Segment> last;
        lock.lock();
        try {
            ended = true;
            last = new ArrayList<>(ring.all());
            ring.clear();
        } finally {
            lock.unlock();
        }
        last.forEach(Segment::leaveRing);
    }

    void tick(long nowNanos) {
        writers.forEach(writer -> writer.tick(nowNanos, limits));
        readers.forEach(reader -> reader.tick(nowNanos, limits.readerPatience().toNanos()));
    }

    boolean isIdle(long nowNanos) {
        return !name.isReserved() && nowNanos - lastByteNanos >= limits.idle().toNanos();
    }

    boolean isUsed() {
        return !readers.isEmpty() || !writers.isEmpty();
    }
}
