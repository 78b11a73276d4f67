package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.ts.LiveMuxer;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the input to one channel of a session, each unit as soon as it can, on a virtual thread of its own. Whoever
 * offers never waits: a peer that takes it slower than it comes is told of as too slow.
 *
 * <p>A channel of sound alone goes on with a segment for {@value #TURN} units after the pictures have begun their next: all that a
 * change of segments is for both ends, of this channel and of the one that comes back, would compete with the keyframe.
 */
final class MediaSender implements AutoCloseable {

    /** What of the input goes to a channel. */
    enum Content {
        PICTURES,
        SOUND,
        BOTH;

        boolean has(InputItem item) {
            return switch (item) {
                case InputItem.Begin _ -> true;
                case InputItem.End _ -> true;
                case InputItem.Unit(Picture _) -> this != SOUND;
                case InputItem.Unit(Sound _) -> this != PICTURES;
            };
        }
    }

    /** The control channel's word comes first; one that does not go through is not waited for. */
    private static final long ORDERS_MILLIS = 300;

    /** 160 ms of Opus. */
    private static final int TURN = 8;
    /** After an end that is followed by nothing for so long, the input pauses. */
    private static final long PAUSE_MILLIS = 300;

    private final String doing;
    private final Publisher publisher;
    private final Content content;
    private final Backlog backlog;
    private final Consumer<AccessUnit> sent;
    private final ChannelReader.End end;
    private final AtomicBoolean full = new AtomicBoolean();
    private final LiveMuxer muxer = new LiveMuxer();

    private @Nullable Thread thread;
    /** Belongs to the sending thread, as what follows does. None before a segment's first unit. */
    private @Nullable OutgoingSegment segment;

    private boolean begun;
    /** How many units are left of a segment of sound whose successor is due; 0 for none. */
    private int turn;
    /** The input's segment has ended, this channel's has not. */
    private boolean overdue;

    /** @param sent told of each unit whose last byte was written, on the sending thread */
    MediaSender(
            String doing,
            Publisher publisher,
            Content content,
            FlowLimits limits,
            Consumer<AccessUnit> sent,
            ChannelReader.End end) {
        this.doing = doing;
        this.publisher = publisher;
        this.content = content;
        this.backlog = new Backlog(limits);
        this.sent = sent;
        this.end = end;
    }

    /** Begins to send what is offered, after these orders are given. */
    void start(CompletableFuture<Void> orders) {
        thread = Thread.ofVirtual().name(doing).start(() -> run(orders));
    }

    void offer(InputItem item) {
        if (content.has(item) && !full.get() && !backlog.put(item) && full.compareAndSet(false, true)) {
            end.ended(Failing.TOO_SLOW, doing + ": the peer takes it slower than it comes; " + backlog + " wait.");
        }
    }

    private void run(CompletableFuture<Void> orders) {
        try {
            orders.completeOnTimeout(null, ORDERS_MILLIS, TimeUnit.MILLISECONDS).join();
            while (true) {
                send(next());
            }
        } catch (TrickleException failure) {
            end.ended(ChannelFailure.of(failure), ChannelFailure.sentence(doing, failure));
        } catch (InterruptedException closed) {
            // By close: the thread ends with what it has still to do.
        } finally {
            giveUp();
        }
    }

    private InputItem next() throws InterruptedException {
        while (overdue) {
            var item = backlog.poll(PAUSE_MILLIS);
            if (item.isPresent()) {
                return item.get();
            }
            takeTurn();
            finish();
        }
        return backlog.take();
    }

    private void send(InputItem item) throws TrickleException, InterruptedException {
        switch (item) {
            case InputItem.Begin _ -> {
                overdue = false;
                if (isSoundUnderWay() && turn == 0) {
                    turn = TURN;
                } else {
                    takeTurn();
                    begin();
                }
            }
            case InputItem.Unit(var unit) -> {
                if (turn == 1) {
                    takeTurn();
                }
                turn = Math.max(0, turn - 1);
                if (begun) {
                    segment().write(muxer.write(unit).asByteBuffer());
                    sent.accept(unit);
                }
            }
            case InputItem.End _ -> {
                overdue = isSoundUnderWay();
                if (!overdue) {
                    finish();
                }
            }
        }
    }

    private boolean isSoundUnderWay() {
        return content == Content.SOUND && segment != null;
    }

    /** The segment that is due begins, if there is one. */
    private void takeTurn() {
        if (turn > 0) {
            turn = 0;
            begin();
        }
    }

    private void begin() {
        finish();
        begun = true;
        muxer.begin();
    }

    /**
     * A segment in which this channel has nothing is not sent at all: servers end the connection of an empty one (protocol section
     * 1.2), and a silent publisher would pay for a new one with each of its keyframes.
     */
    private OutgoingSegment segment() throws TrickleException, InterruptedException {
        if (segment == null) {
            segment = publisher.next();
        }
        return segment;
    }

    /** The answer is waited for aside: the next segment begins at once. */
    private void finish() {
        if (segment != null) {
            var complete = segment;
            segment = null;
            Thread.ofVirtual().name(doing).start(() -> finish(complete));
        } else if (begun) {
            backlog.segmentTaken();
        }
        begun = false;
        overdue = false;
    }

    private void finish(OutgoingSegment complete) {
        try {
            complete.finish();
            backlog.segmentTaken();
        } catch (TrickleException failure) {
            end.ended(ChannelFailure.of(failure), ChannelFailure.sentence(doing, failure));
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp() {
        if (segment != null) {
            segment.close();
        }
        publisher.close();
    }

    /** Sends nothing more, and closes the channel; returns at once. */
    @Override
    public void close() {
        if (thread == null) {
            Thread.ofVirtual().name(doing).start(publisher::close);
        } else {
            thread.interrupt();
        }
    }
}
