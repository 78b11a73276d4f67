package io.headrace.worker;

import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.engine.media.MediaEngine;

/** Which engine a unit is for. Called from any thread; returns at once. */
public interface Engines {

    MediaEngine of(WorkOrder order);

    /** The session ended, or a unit of it failed: the next one, if any, may go elsewhere. */
    default void over(SessionId session) {}

    /** Every unit is for this one. */
    static Engines one(MediaEngine engine) {
        return _ -> engine;
    }
}
