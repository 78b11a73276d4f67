package io.headrace.ffmpeg.stream;

/** Where units come from. */
interface UnitSource extends AutoCloseable {

    /** Gives all units on, and returns when the stream has ended. */
    void read(UnitSink sink) throws StreamFailed;

    @Override
    default void close() {}
}
