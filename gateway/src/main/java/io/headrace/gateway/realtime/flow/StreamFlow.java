package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.wire.realtime.FrameTrace;
import io.headrace.wire.realtime.SessionChannels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The media of one stream: what its publisher sends goes to the sessions that compute it, and what comes back goes to its viewers as one
 * timeline, whichever session it comes from (real-time reference sections 6.3 to 6.7).
 *
 * <p>Any thread may call it, and no call waits for a peer. All decisions are taken under one lock by pure parts; every
 * channel of every session has a thread of its own, and a peer that does not keep up is told of, never waited for.
 */
public final class StreamFlow implements AutoCloseable {

    /** How often the sessions are looked at. */
    private static final Duration BEAT = Duration.ofMillis(25);

    /** What a stream tells, on one thread, one at a time; each call returns at once. It may call the stream. */
    public interface Listener {

        /**
         * A segment of the input has begun.
         *
         * @param width of its pictures, as coded
         */
        void unitBegun(long seq, MediaTime start, int width, int height);

        /**
         * @param duration to the next segment's first picture
         * @param width of its pictures, as coded
         */
        void unitEnded(long seq, Duration duration, long pictures, int width, int height);

        /** What belongs to that segment, or to a later one, has come back from a session and went to the viewers. */
        void unitReturned(int session, long seq);

        /** A session is to be left; told once of each. */
        void failing(int session, Failing why, String sentence);

        /** A document of a session's events channel. */
        void event(int session, String json);

        /** A line of a session's data channel. */
        default void data(int session, String line) {}

        /** For viewers: pictures and sound on one continuous timeline, that of the input. */
        void output(AccessUnit unit);

        /** The output comes from this session, and what served before is detached. */
        default void servedBy(int session) {}

        /** The input cannot be given to anybody; told once until it can be again. */
        default void unfit(String sentence) {}
    }

    private final FlowTools tools;
    private final ListenerCalls calls;
    private final FrameRecorder recorder;
    private final ReentrantLock lock = new ReentrantLock();
    private final FlowCore core;
    private volatile boolean closed;

    private StreamFlow(FlowLimits limits, FlowTools tools, Listener listener) {
        this.tools = tools;
        this.calls = new ListenerCalls(tools.host(), limits.callbacks());
        this.recorder = new FrameRecorder(tools.ticker(), FrameRecorder.DEFAULT_FRAMES);
        this.core = new FlowCore(limits, tools, recorder, calls, listener, new LockedReports());
    }

    /** Begins with neither input nor sessions. */
    public static StreamFlow start(FlowLimits limits, FlowTools tools, Listener listener) {
        var flow = new StreamFlow(limits, tools, listener);
        flow.scheduleBeat();
        return flow;
    }

    private void scheduleBeat() {
        tools.host().after(BEAT, () -> calls.put(this::beat));
    }

    private void beat() {
        if (!closed) {
            locked(core::beat);
            scheduleBeat();
        }
    }

    /** The publisher's next picture, on a clock that goes on over its interruptions. */
    public void picture(Picture picture) {
        locked(() -> core.picture(picture));
    }

    /** Sound of the publisher, on the clock of the pictures. */
    public void sound(Sound sound) {
        locked(() -> core.sound(sound));
    }

    /** The publisher ends or pauses: the running segment is complete. */
    public void inputEnded() {
        locked(core::inputEnded);
    }

    /**
     * Connects the channels of a session; one that serves takes over at once.
     *
     * @param session a number of the caller's that no attached session has
     * @throws IllegalArgumentException for a number that is attached already
     */
    public void attach(int session, SessionChannels channels, Standing standing) {
        attach(session, FlowChannels.of(channels), standing);
    }

    /** As {@link #attach(int, SessionChannels, Standing)}, of a session that has not all channels, or others besides. */
    public void attach(int session, FlowChannels channels, Standing standing) {
        locked(() -> core.attach(session, channels, standing));
    }

    /**
     * The output comes from this session from now on: it is told what viewers have seen, given the running segment from
     * its keyframe, then the input as it comes. The one before is detached when this one shows its first usable picture, or at once if
     * it failed.
     *
     * @throws IllegalArgumentException for a session that is not attached
     */
    public void takeOver(int session) {
        locked(() -> core.takeOver(session));
    }

    /** Lets go of a session and closes the channels that were written; nothing more is told of it. */
    public void detach(int session) {
        locked(() -> core.detach(session));
    }

    /** @param parametersJson an object; the latest holds, for sessions that are to come too */
    public void control(String parametersJson) {
        locked(() -> core.control(parametersJson));
    }

    /** A viewer joined. Existing peers cannot be asked; their viewers wait for the next keyframe. */
    public void keyframeWanted() {
        locked(core::keyframeWanted);
    }

    public FlowFigures figures() {
        lock.lock();
        try {
            return core.figures();
        } finally {
            lock.unlock();
        }
    }

    public FrameRecorder recorder() {
        return recorder;
    }

    /** Detaches all sessions. Nothing more is told. */
    @Override
    public void close() {
        locked(core::detachAll);
        closed = true;
        calls.close();
    }

    private void locked(Runnable decision) {
        lock.lock();
        try {
            if (!closed) {
                decision.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The threads of the sessions take turns with the callers. */
    private final class LockedReports implements SessionReports {
        @Override
        public void returned(LinkedSession from, List<AccessUnit> units) {
            if (!units.isEmpty()) {
                locked(() -> core.returned(from, units));
            }
        }

        @Override
        public void sent(LinkedSession to, AccessUnit unit) {
            if (unit instanceof Picture picture) {
                recorder.sent(to.number(), picture.presentation().ticks());
            }
        }

        @Override
        public void event(LinkedSession from, String json) {
            locked(() -> core.event(from, json));
        }

        @Override
        public void data(LinkedSession from, List<String> lines) {
            if (!lines.isEmpty()) {
                locked(() -> core.data(from, lines));
            }
        }

        @Override
        public void traced(LinkedSession from, List<FrameTrace> frames) {
            locked(() -> core.traced(from, frames));
        }

        @Override
        public void failed(LinkedSession session, Failing why, String sentence) {
            locked(() -> core.failed(session, why, sentence));
        }
    }
}
