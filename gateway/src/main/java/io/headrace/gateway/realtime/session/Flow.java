package io.headrace.gateway.realtime.session;

import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.wire.realtime.SessionChannels;

/**
 * What the sessions of a stream want of its media, see {@link StreamFlow}. Sessions have numbers, never used twice. Any
 * thread; nothing blocks, and nothing is told from within a call.
 */
public interface Flow extends AutoCloseable {

    void attach(int session, SessionChannels channels, Standing standing);

    /** The output comes from this session from now on; the one before is detached when this one shows something. */
    void takeOver(int session);

    /** Lets go of a session; without effect when it is gone already. */
    void detach(int session);

    /** Parameters of the model, for everybody attached and for newcomers. */
    void control(String parametersJson);

    @Override
    void close();
}
