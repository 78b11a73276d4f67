package io.headrace.gateway.realtime.session;

import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.wire.realtime.SessionChannels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The media of a stream whose units come, flow and return when a test says so. Any thread. */
final class FakeFlow implements Flow {

    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int PICTURES = 30;

    private final StreamFlow.Listener listener;
    private final List<String> calls = new ArrayList<>();
    private int chosen;
    private int shown;

    FakeFlow(StreamFlow.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void attach(int session, SessionChannels channels, Standing standing) {
        called("attach " + session + " " + standing);
    }

    @Override
    public synchronized void takeOver(int session) {
        chosen = session;
        called("takeOver " + session);
    }

    @Override
    public void detach(int session) {
        called("detach " + session);
    }

    @Override
    public void control(String parametersJson) {
        called("control " + parametersJson);
    }

    @Override
    public void close() {
        called("close");
    }

    private synchronized void called(String call) {
        calls.add(call);
        notifyAll();
    }

    /** What was asked of it so far, the oldest first. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Waits until that was asked of it. */
    synchronized void await(String call) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!calls.contains(call)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("\"" + call + "\" was not asked: " + calls);
            }
            wait(left);
        }
    }

    void begins(long seq) {
        listener.unitBegun(seq, MediaTime.of(Duration.ofSeconds(seq)), 640, 360);
    }

    /** A second of 640 x 360 at 30 pictures. */
    void ends(long seq) {
        listener.unitEnded(seq, Duration.ofSeconds(1), PICTURES, 640, 360);
    }

    /** The session at work has shown it. */
    void returns(long seq) {
        int session = chosen();
        if (session != shown) {
            shown = session;
            listener.servedBy(session);
        }
        var at = MediaTime.of(Duration.ofSeconds(seq).plusMillis(500));
        listener.output(new AccessUnit.Picture(VideoCodec.H264, at, at, true, MediaBytes.owning(new byte[1])));
        listener.unitReturned(session, seq);
    }

    /** The session at work is past it and has shown nothing of it. */
    void passes(long seq) {
        listener.unitReturned(chosen(), seq);
    }

    void whole(long seq) {
        begins(seq);
        ends(seq);
        returns(seq);
    }

    private synchronized int chosen() {
        return chosen;
    }

    StreamFlow.Listener listener() {
        return listener;
    }
}
