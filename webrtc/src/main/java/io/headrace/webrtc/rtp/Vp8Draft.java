package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A picture of VP8 whose packets are still coming (RFC 7741 section 4). For one thread. */
final class Vp8Draft implements PictureDraft {

    /** In the first octet of a picture: it needs others before it (RFC 7741 section 4.3). */
    private static final int PREDICTED = 0x01;

    private final int timestamp;
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean keyframe;
    private boolean begun;
    private boolean damaged;

    Vp8Draft(int timestamp, int maxBytes) {
        this.timestamp = timestamp;
        this.maxBytes = maxBytes;
    }

    @Override
    public int timestamp() {
        return timestamp;
    }

    @Override
    public void damage() {
        damaged = true;
    }

    @Override
    public void collect(ByteBuffer payload) {
        boolean begins = Vp8Descriptor.begins(payload.get(payload.position()));
        // a picture begins once
        if (begins == begun || !Vp8Descriptor.skip(payload) || bytes.size() + payload.remaining() > maxBytes) {
            damage();
            return;
        }
        if (begins) {
            begun = true;
            keyframe = (payload.get(payload.position()) & PREDICTED) == 0;
        }
        byte[] more = new byte[payload.remaining()];
        payload.get(more);
        bytes.writeBytes(more);
    }

    @Override
    public boolean isWhole() {
        return !damaged && begun;
    }

    @Override
    public CodedPicture picture() {
        return new CodedPicture(timestamp, MediaBytes.owning(bytes.toByteArray()), keyframe);
    }
}
