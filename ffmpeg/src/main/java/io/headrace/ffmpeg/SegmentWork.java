package io.headrace.ffmpeg;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Transcode;

/** Whatever makes renditions of segments. One thread asks. */
interface SegmentWork extends AutoCloseable {

    MediaReply.Transcoded transcode(Transcode request, MediaLimits limits)
            throws LibavException, RefusedException, InterruptedException;

    @Override
    void close();
}
