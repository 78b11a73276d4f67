package io.headrace.gateway.realtime.session;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.wire.realtime.SessionChannels;
import java.time.Duration;

/**
 * The media of one stream on their way through sessions: the input to those that are attached, the output of one of them
 * to the viewers. Sessions have numbers, never used twice. Any thread; nothing blocks.
 */
public interface Flow extends AutoCloseable {

    void attach(int session, SessionChannels channels, Standing standing);

    /**
     * The output comes from this session from now on. The one before is detached as soon as this one shows its first
     * picture, or at once if it is dead.
     */
    void takeOver(int session);

    /** Lets go of a session; without effect when it is gone already. */
    void detach(int session);

    /** Parameters of the model: the latest are kept, sent to everybody attached, and to newcomers first. */
    void control(String parametersJson);

    @Override
    void close();

    /** What a session is to the stream. */
    enum Standing {
        /** Its output is what viewers get. */
        SERVING,
        /** It is connected and knows its parameters; nothing is sent to it. */
        WARM,
        /** It gets the input as the serving one does; its output is thrown away. */
        HOT
    }

    /** Why a session is to be left. */
    enum Failing {
        STALLED,
        BROKEN,
        TOO_SLOW,
        ENDED_BY_PEER,
        REFUSED,
        UNPAID
    }

    /** Is told what flows, on the flow's threads; returns at once. */
    interface Listener {

        /** A unit of the input begins, numbered from 0 without gaps. */
        void unitBegun(long seq, MediaTime start);

        /**
         * @param pictures in it
         * @param width of each, as coded
         */
        void unitEnded(long seq, Duration duration, long pictures, int width, int height);

        /** The session's output has passed the end of that unit, or the input has ended and the output is complete. */
        void unitReturned(int session, long seq);

        void failing(int session, Failing why, String sentence);

        /** An event document of the runner, or of the orchestrator. */
        void event(int session, String json);

        /** Pictures and sound for viewers, on the clock of the input. */
        void output(AccessUnit unit);
    }
}
