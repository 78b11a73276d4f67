package io.headrace.engine.stream;

import io.headrace.engine.ChildException;
import io.headrace.media.AccessUnit;
import java.util.function.Consumer;

/** Begins what carries streams. */
@FunctionalInterface
public interface StreamCarriers {

    /**
     * @param back takes the units that come back by a pipe, one at a time; it may hold the thread
     */
    StreamCarrier start(StreamTask task, Consumer<AccessUnit> back) throws ChildException;
}
