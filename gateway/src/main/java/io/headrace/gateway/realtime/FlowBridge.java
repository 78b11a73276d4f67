package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowLimits;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.session.Flow;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.wire.realtime.SessionChannels;
import java.time.Duration;

/** The media of one stream as its job sees them; the words of the two are translated here, and nothing else. */
final class FlowBridge implements Flow {

    private final StreamFlow media;
    private final Runnable onEnd;

    private FlowBridge(FlowLimits limits, FlowTools tools, Flow.Listener job, Runnable onEnd) {
        this.media = StreamFlow.start(limits, tools, new Telling(job));
        this.onEnd = onEnd;
    }

    /** @param onEnd called once, when the job has closed it */
    static FlowBridge start(FlowLimits limits, FlowTools tools, Flow.Listener job, Runnable onEnd) {
        return new FlowBridge(limits, tools, job, onEnd);
    }

    StreamFlow media() {
        return media;
    }

    @Override
    public void attach(int session, SessionChannels channels, Standing standing) {
        media.attach(
                session,
                channels,
                switch (standing) {
                    case SERVING -> io.headrace.gateway.realtime.flow.Standing.SERVING;
                    case WARM -> io.headrace.gateway.realtime.flow.Standing.WARM;
                    case HOT -> io.headrace.gateway.realtime.flow.Standing.HOT;
                });
    }

    @Override
    public void takeOver(int session) {
        media.takeOver(session);
    }

    @Override
    public void detach(int session) {
        media.detach(session);
    }

    @Override
    public void control(String parametersJson) {
        media.control(parametersJson);
    }

    @Override
    public void close() {
        media.close();
        onEnd.run();
    }

    private record Telling(Flow.Listener job) implements StreamFlow.Listener {
        @Override
        public void unitBegun(long seq, MediaTime start) {
            job.unitBegun(seq, start);
        }

        @Override
        public void unitEnded(long seq, Duration duration, long pictures, int width, int height) {
            job.unitEnded(seq, duration, pictures, width, height);
        }

        @Override
        public void unitReturned(int session, long seq) {
            job.unitReturned(session, seq);
        }

        @Override
        public void failing(int session, io.headrace.gateway.realtime.flow.Failing why, String sentence) {
            job.failing(
                    session,
                    switch (why) {
                        case STALLED -> Failing.STALLED;
                        case BROKEN -> Failing.BROKEN;
                        case TOO_SLOW -> Failing.TOO_SLOW;
                        case ENDED_BY_PEER -> Failing.ENDED_BY_PEER;
                        case REFUSED -> Failing.REFUSED;
                        case UNPAID -> Failing.UNPAID;
                    },
                    sentence);
        }

        @Override
        public void event(int session, String json) {
            job.event(session, json);
        }

        @Override
        public void output(AccessUnit unit) {
            job.output(unit);
        }
    }
}
