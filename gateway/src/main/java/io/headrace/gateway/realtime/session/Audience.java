package io.headrace.gateway.realtime.session;

import io.headrace.media.AccessUnit;

/** Who gets what comes of a stream. Told on the flow's threads; returns at once. */
public interface Audience {

    void output(AccessUnit unit);

    /** An event of the session at work: a JSON object, as it came. */
    void event(String json);
}
