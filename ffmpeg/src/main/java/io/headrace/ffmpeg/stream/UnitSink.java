package io.headrace.ffmpeg.stream;

import io.headrace.media.AccessUnit;

/** Where units go. */
interface UnitSink extends AutoCloseable {

    void take(AccessUnit unit) throws StreamFailed;

    /** Nothing follows. */
    void finish() throws StreamFailed;

    @Override
    default void close() {}
}
