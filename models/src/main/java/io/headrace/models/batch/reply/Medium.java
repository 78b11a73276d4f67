package io.headrace.models.batch.reply;

import io.headrace.media.MediaBytes;
import io.headrace.models.batch.picture.Picture;

/** Something to look at or to listen to; it travels as a data URL. */
public sealed interface Medium {

    /** Becomes a PNG while it is sent. */
    record Still(Picture picture) implements Medium {}

    /** A file that is there already. */
    record File(String mediaType, MediaBytes bytes) implements Medium {}
}
