package io.headrace.webrtc.desk;

/** What a viewer watches. Any thread may call. */
public interface Source extends KeyframeSource {
    void leave(Viewer viewer);
}
