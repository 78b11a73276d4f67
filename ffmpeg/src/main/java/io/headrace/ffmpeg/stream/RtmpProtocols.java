package io.headrace.ffmpeg.stream;

/** What libav may speak: RTMP and what carries it, and nothing that an address could lead it to besides. */
final class RtmpProtocols {

    static final String ALLOWED = "rtmp,rtmps,tcp,tls";

    private RtmpProtocols() {}
}
