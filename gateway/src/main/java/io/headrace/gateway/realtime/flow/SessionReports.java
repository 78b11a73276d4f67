package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.wire.realtime.FrameTrace;
import java.util.List;

/** What the threads of a session tell its stream. */
interface SessionReports {

    /** Units came back, in the order of their channel. */
    void returned(LinkedSession from, List<AccessUnit> units);

    /** The last byte of a unit was written. */
    void sent(LinkedSession to, AccessUnit unit);

    /** One document of the events channel. */
    void event(LinkedSession from, String json);

    /** Lines of the data channel. */
    void data(LinkedSession from, List<String> lines);

    void traced(LinkedSession from, List<FrameTrace> frames);

    void failed(LinkedSession session, Failing why, String sentence);
}
