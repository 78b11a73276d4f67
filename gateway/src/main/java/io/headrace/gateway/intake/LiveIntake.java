package io.headrace.gateway.intake;

import io.headrace.crypto.Hash256;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Unit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SourceSegment;
import io.headrace.media.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the segments of a stream in as they come. Whoever brings them waits while the job has no room: a publisher
 * that is faster than the work is held back by that, and nothing is kept without bound.
 */
public final class LiveIntake implements Intake {

    private static final Logger LOG = LoggerFactory.getLogger(LiveIntake.class);

    /** Come, and not yet told to the job: more than one, so that a short delay of the job holds nobody back. */
    private static final int WAITING = 2;

    /** Published, and still there: a restarted job may not remember that they were. */
    private static final int RETAINED = 8;

    private final VideoOrder order;
    private final Shelf shelf;

    /** Guarded by this: what has come and may be asked for, in order. */
    private final Deque<Shelf.Card> cards = new ArrayDeque<>();

    /** Guarded by this: the number of the next to come. */
    private long coming;

    /** Guarded by this: the number of the next that is told. */
    private long telling;

    /** Guarded by this: the job takes units below this number. */
    private long upTo;

    /** Guarded by this: where the next one begins in the stream. */
    private Duration offset = Duration.ZERO;

    /** Guarded by this: nothing more comes. */
    private boolean ended;

    /** Guarded by this: the job knows that. */
    private boolean endTold;

    private Consumer<JobEvent> job = nobody -> {};
    private volatile VideoCodec codec = VideoCodec.H264;

    private LiveIntake(VideoOrder order, Shelf shelf) {
        this.order = order;
        this.shelf = shelf;
    }

    /**
     * Opens the stream's folder, with what an earlier life left there.
     *
     * @param next the number of the first unit that was not published then
     * @param begins where that one is in the stream
     */
    public static LiveIntake open(VideoOrder order, long next, Duration begins) throws IOException {
        var intake = new LiveIntake(order, Shelf.open(order.segments()));
        intake.recover(next, begins);
        return intake;
    }

    /** Every card that continues the one before is kept, also of units that were published just before the end. */
    private synchronized void recover(long next, Duration begins) throws IOException {
        coming = next;
        offset = begins;
        for (var card : shelf.all()) {
            boolean continues = cards.isEmpty()
                    ? card.unit().seq() <= next
                    : card.unit().seq() == cards.getLast().unit().seq() + 1;
            if (continues) {
                take(card, card.unit().seq() >= next);
            } else {
                shelf.remove(card);
            }
        }
    }

    /** Whom to tell; before anything comes. */
    public synchronized LiveIntake telling(Consumer<JobEvent> owner) {
        job = owner;
        return this;
    }

    /** Segments come by {@link #append}; there is nothing to be read. */
    @Override
    public void run() {}

    /**
     * Takes a segment in; waits while there is no room.
     *
     * @return its number
     * @throws StreamOver when the job has ended
     * @throws IOException when it cannot be kept
     */
    public synchronized long append(Arrival arrival) throws IOException, StreamOver, InterruptedException {
        while (!ended && coming - telling >= WAITING) {
            wait();
        }
        if (ended) {
            throw new StreamOver("The stream " + order.id() + " is over");
        }
        var card = shelf.put(coming, offset, arrival);
        take(card, true);
        tell();
        return card.unit().seq();
    }

    /** Where the last segment that has come, and is not done, ends in the stream's clock. */
    public synchronized Optional<MediaTime> lastEnd() {
        return Optional.ofNullable(cards.peekLast())
                .map(card -> card.unit().file())
                .map(file -> file.start().plus(file.duration()));
    }

    /** The publisher is gone and does not come back. */
    public synchronized void end() {
        if (!ended) {
            ended = true;
            notifyAll();
            tell();
        }
    }

    @Override
    public synchronized void allow(long from, long newUpTo) {
        telling = Math.max(telling, from);
        upTo = Math.max(upTo, newUpTo);
        tell();
    }

    @Override
    public synchronized void published(long before) {
        while (!cards.isEmpty() && cards.getFirst().unit().seq() < before - RETAINED) {
            remove(cards.removeFirst());
        }
    }

    private void remove(Shelf.Card card) {
        try {
            shelf.remove(card);
        } catch (IOException stays) {
            LOG.warn("A segment that is done stays on disk: {}", stays.getMessage());
        }
    }

    @Override
    public synchronized SourceUnit unit(long seq) throws IOException {
        return card(seq).unit();
    }

    @Override
    public SourceSegment load(long seq) throws IOException {
        var card = find(seq);
        var file = card.unit().file();
        return new SourceSegment(seq, file.offset(), file.duration(), card.container(), MediaBytes.read(file.file()));
    }

    @Override
    public synchronized Hash256 hash(long seq) {
        return held(seq)
                .map(Shelf.Card::hash)
                .orElseThrow(() -> new IllegalStateException("The stream has no segment " + seq));
    }

    private synchronized Shelf.Card find(long seq) throws IOException {
        return card(seq);
    }

    private Shelf.Card card(long seq) throws IOException {
        return held(seq).orElseThrow(() -> new IOException("The stream has no segment " + seq + " any more"));
    }

    private Optional<Shelf.Card> held(long seq) {
        return cards.stream().filter(card -> card.unit().seq() == seq).findFirst();
    }

    @Override
    public VideoCodec codec() {
        return codec;
    }

    @Override
    public synchronized Duration known() {
        return offset;
    }

    /** What goes wrong is told to the publisher. */
    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    /** Lets the publisher go, and what nobody will ask for. */
    @Override
    public synchronized void close() {
        ended = true;
        notifyAll();
        List.copyOf(cards).forEach(this::remove);
    }

    private void take(Shelf.Card card, boolean isNew) {
        cards.addLast(card);
        codec = card.codec();
        coming = Math.max(coming, card.unit().seq() + 1);
        if (isNew) {
            offset = offset.plus(card.unit().file().duration());
        }
    }

    private void tell() {
        while (telling < coming && telling < upTo) {
            var card = held(telling);
            if (card.isEmpty()) {
                ended = true;
                job.accept(new JobEvent.SourceFailed(Reason.SOURCE_FAILED));
                break;
            }
            var file = card.get().unit().file();
            telling++;
            job.accept(new JobEvent.SegmentReady(
                    new Unit(file.seq(), file.offset(), file.duration(), pixels(file.duration(), file.frames()))));
        }
        if (ended && telling >= coming && !endTold) {
            endTold = true;
            job.accept(new JobEvent.SourceEnded());
        }
        notifyAll();
    }

    private long pixels(Duration duration, long frames) {
        return EstimatedPixels.of(order.ladder(), duration, (int) Math.ceil(frames / (duration.toNanos() / 1e9)));
    }
}
