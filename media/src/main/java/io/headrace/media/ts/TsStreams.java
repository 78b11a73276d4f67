package io.headrace.media.ts;

import io.headrace.media.VideoCodec;

/** What a transport stream holds: pictures, and perhaps AAC beside them. */
public record TsStreams(VideoCodec video, boolean sound) {

    public TsStreams {
        if (video != VideoCodec.H264 && video != VideoCodec.HEVC) {
            throw new IllegalArgumentException("A transport stream holds H264 or HEVC, not " + video);
        }
    }
}
