package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.trickle.TrickleException;

/** Where new pictures go. */
interface PictureSink {

    /** Returns when the last byte was handed over. */
    void picture(Picture picture) throws TrickleException, InterruptedException;
}
