package io.headrace.webrtc.desk;

import io.headrace.media.VideoCodec;

/** What a viewer watches. Any thread may call. */
public interface Source extends KeyframeSource {

    /** What its pictures are coded in. */
    VideoCodec codec();

    void leave(Viewer viewer);
}
