package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;

/** VP8 in packets (RFC 7741). */
final class Vp8Format implements PacketFormat {

    @Override
    public PictureDraft draft(int timestamp, int maxBytes) {
        return new Vp8Draft(timestamp, maxBytes);
    }

    @Override
    public boolean begins(ByteBuffer payload) {
        return Vp8Descriptor.begins(payload.get(payload.position()));
    }

    @Override
    public CodedPicture completed(CodedPicture whole) {
        return whole;
    }
}
