package io.headrace.gateway.realtime.flow;

import io.headrace.machine.NanoTicker;
import io.headrace.wire.realtime.FrameTrace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flight recorder of a stream: when its latest frames passed the gateway, joined by presentation time with what the runners tell
 * of them. A bounded ring; a frame that left it cannot be joined any more. Each frame is told to the Java flight recorder
 * once ({@code headrace.Frame}): when its trace has come, or when it leaves the ring without one.
 *
 * <p>Any thread.
 */
public final class FrameRecorder {

    /** More than a minute at 30 frames a second. */
    public static final int DEFAULT_FRAMES = 2_000;

    private static final long NEVER = Long.MIN_VALUE;

    /** What one session did with a frame: of a stream that changes over there may be two. */
    private static final class Passage {
        private long sent = NEVER;
        private long returned = NEVER;
        private @Nullable FrameTrace trace;

        boolean isThereAndBack() {
            return sent != NEVER && returned != NEVER;
        }
    }

    private static final class Frame {
        private final long received;
        private final Map<Integer, Passage> passages = HashMap.newHashMap(1);
        private int session;
        private long delivered = NEVER;

        Frame(long received) {
            this.received = received;
        }

        Passage of(int session) {
            return passages.computeIfAbsent(session, _ -> new Passage());
        }

        Optional<FrameRow> row(long presentation) {
            var passage = passages.get(session);
            return delivered != NEVER && passage != null && passage.isThereAndBack()
                    ? Optional.of(new FrameRow(
                            presentation,
                            session,
                            received,
                            passage.sent,
                            passage.returned,
                            delivered,
                            Optional.ofNullable(passage.trace)))
                    : Optional.empty();
        }
    }

    private final NanoTicker ticker;
    private final int capacity;
    private final Map<Long, Frame> frames = new LinkedHashMap<>();

    /** @param capacity frames that are kept */
    public FrameRecorder(NanoTicker ticker, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("A recorder of " + capacity + " frames records nothing");
        }
        this.ticker = ticker;
        this.capacity = capacity;
    }

    /** A frame came from the publisher. */
    synchronized void received(long presentation) {
        frames.put(presentation, new Frame(ticker.nanos()));
        if (frames.size() > capacity) {
            var eldest = frames.entrySet().iterator().next();
            frames.remove(eldest.getKey());
            eldest.getValue()
                    .row(eldest.getKey())
                    .filter(row -> row.trace().isEmpty())
                    .ifPresent(FrameEvent::commit);
        }
    }

    /** Its last byte was written to a session's input channel. */
    synchronized void sent(int session, long presentation) {
        var frame = frames.get(presentation);
        if (frame != null) {
            frame.of(session).sent = ticker.nanos();
        }
    }

    /** Its last byte came back from a session. */
    synchronized void returned(int session, long presentation) {
        var frame = frames.get(presentation);
        if (frame != null) {
            frame.of(session).returned = ticker.nanos();
        }
    }

    /** The viewers' side has it. */
    synchronized void delivered(int session, long presentation) {
        var frame = frames.get(presentation);
        if (frame != null) {
            frame.session = session;
            frame.delivered = ticker.nanos();
            commitTraced(presentation, frame);
        }
    }

    /** A session's runner told of a frame, whose time is on the source's clock; mostly that is after it was delivered. */
    synchronized void traced(int session, FrameTrace trace) {
        var frame = frames.get(trace.presentation());
        if (frame != null && frame.of(session).trace == null) {
            frame.of(session).trace = trace;
            if (frame.session == session) {
                commitTraced(trace.presentation(), frame);
            }
        }
    }

    private static void commitTraced(long presentation, Frame frame) {
        frame.row(presentation).filter(row -> row.trace().isPresent()).ifPresent(FrameEvent::commit);
    }

    /** The delivered frames that are still recorded, in the order in which they came in. */
    public synchronized List<FrameRow> rows() {
        return frames.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The percentiles of those. */
    public FrameSummary summary() {
        return FrameSummary.of(rows());
    }
}
