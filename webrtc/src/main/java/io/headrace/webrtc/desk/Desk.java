package io.headrace.webrtc.desk;

/**
 * Where clients ask to be let in. Runs on the virtual thread of the HTTP request and may block as long as it must, for
 * instance on a webhook; the client waits meanwhile.
 */
public interface Desk {

    /** @param keyframes how the stream's takers ask its publisher for a keyframe; works from the first packet on */
    Admission<Publisher> publish(MediaRequest request, KeyframeSource keyframes) throws InterruptedException;

    /** When granted, the viewer has joined, and {@link Source#leave} will be called exactly once. */
    Admission<Source> view(MediaRequest request, Viewer viewer) throws InterruptedException;
}
