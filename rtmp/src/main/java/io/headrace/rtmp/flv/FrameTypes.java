package io.headrace.rtmp.flv;

/** The frame types of FLV that matter here. */
final class FrameTypes {
    static final int KEY = 1;
    static final int COMMAND = 5;

    private FrameTypes() {}
}
