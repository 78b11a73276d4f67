package io.headrace.webrtc.rtp;

import io.headrace.media.VideoCodec;
import io.headrace.media.codec.KeyframeCompletion;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * H.264 in packets (RFC 6184, non-interleaved mode). A keyframe without parameter sets gets those that came earlier, or in
 * the offer.
 */
final class H264Format implements PacketFormat {

    private final KeyframeCompletion completion = new KeyframeCompletion();

    /** @param parameterSets that came beside the stream: NAL units without start codes */
    H264Format(List<ByteBuffer> parameterSets) {
        completion.remember(VideoCodec.H264, parameterSets);
    }

    @Override
    public PictureDraft draft(int timestamp, int maxBytes) {
        return new H264Draft(timestamp, maxBytes);
    }

    @Override
    public boolean begins(ByteBuffer payload) {
        return H264Draft.begins(payload);
    }

    @Override
    public CodedPicture completed(CodedPicture whole) {
        return new CodedPicture(
                whole.timestamp(),
                completion.complete(VideoCodec.H264, whole.keyframe(), whole.bytes()),
                whole.keyframe());
    }
}
