package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.session.Flow;
import io.headrace.wire.realtime.SessionChannels;

/**
 * The media of one stream as its job sees them.
 *
 * @param onEnd called once, when the job has closed it
 */
record FlowBridge(StreamFlow media, Runnable onEnd) implements Flow {

    @Override
    public void attach(int session, SessionChannels channels, Standing standing) {
        media.attach(session, channels, standing);
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
}
