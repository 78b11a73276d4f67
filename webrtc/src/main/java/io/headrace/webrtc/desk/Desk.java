package io.headrace.webrtc.desk;

import io.headrace.media.VideoCodec;

/**
 * Where clients ask to be let in. Runs on the virtual thread of the HTTP request and may block as long as it must, for
 * instance on a webhook; the client waits meanwhile.
 */
public interface Desk {

    /**
     * @param codec of the pictures that will come
     * @param line how the stream's takers ask its publisher for a keyframe, or end it; works from the first packet on
     */
    Admission<Publisher> publish(MediaRequest request, VideoCodec codec, PublisherLine line)
            throws InterruptedException;

    /** When granted, the viewer has joined, and {@link Source#leave} will be called exactly once. */
    Admission<Source> view(MediaRequest request, Viewer viewer) throws InterruptedException;
}
