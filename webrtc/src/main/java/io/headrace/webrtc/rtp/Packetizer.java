package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.List;

/** Cuts pictures into payloads of packets. */
public final class Packetizer {

    /** With all headers and the seal this fits through every path of 1,280 bytes, which IPv6 promises. */
    public static final int MAX_PAYLOAD = 1_180;

    private Packetizer() {}

    /**
     * @param picture a whole one
     * @return in order, never empty pieces; the last one's packet carries the marker
     * @throws IllegalArgumentException for a codec that is sent to nobody
     */
    public static List<ByteBuffer> payloads(VideoCodec codec, MediaBytes picture) {
        return switch (codec) {
            case H264 -> H264Packetizer.payloads(picture);
            case VP8 -> Vp8Packetizer.payloads(picture);
            case HEVC, VP9 -> throw new IllegalArgumentException("Pictures in " + codec + " are not sent in packets");
        };
    }
}
