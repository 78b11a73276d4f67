package io.headrace.media;

/** Which tools an H.264 encoder may use; {@link #DEFAULT} leaves it to the encoder. */
public enum CodecProfile {
    DEFAULT,
    H264_BASELINE,
    H264_MAIN,
    H264_HIGH,
    H264_CONSTRAINED_HIGH
}
