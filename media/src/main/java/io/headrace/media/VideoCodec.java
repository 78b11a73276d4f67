package io.headrace.media;

/** How video is coded. */
public enum VideoCodec {
    H264,
    HEVC,
    VP8,
    VP9
}
