package io.headrace.wire.batch.file;

import java.time.Duration;

/** What is known of a file without decoding it. */
public sealed interface FileContent {

    record Picture(PictureSize size) implements FileContent {}

    /** @param duration not negative */
    record Sound(Duration duration) implements FileContent {}

    /** Nobody has looked, or nobody could tell. */
    record Unknown() implements FileContent {}
}
