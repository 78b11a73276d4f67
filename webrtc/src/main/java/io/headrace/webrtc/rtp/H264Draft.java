package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.NalKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A picture whose packets are still coming (RFC 6184 sections 5.6 to 5.8). For one thread. */
final class H264Draft implements PictureDraft {

    private static final int TYPE = 0x1f;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final int timestamp;
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean keyframe;
    private boolean damaged;
    private boolean inFragment;

    /** @param maxBytes a larger one counts as damaged */
    H264Draft(int timestamp, int maxBytes) {
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

    /** Whether the payload can only be the first of a picture: a delimiter, or parameters. */
    static boolean begins(ByteBuffer payload) {
        int first = payload.get(payload.position());
        int header = (first & TYPE) == STAP_A && payload.remaining() > 3 ? payload.get(payload.position() + 3) : first;
        var kind = NalKind.of(VideoCodec.H264, header);
        return kind == NalKind.DELIMITER || kind == NalKind.SEQUENCE_PARAMETERS;
    }

    @Override
    public void collect(ByteBuffer payload) {
        int type = payload.get(payload.position()) & TYPE;
        if (inFragment && type != FU_A) {
            damage();
        }
        switch (type) {
            case STAP_A -> aggregate(payload.position(payload.position() + 1));
            case FU_A -> fragment(payload);
            default -> {
                if (type == 0 || type > STAP_A) {
                    damage();
                } else {
                    begin(payload.get(payload.position()));
                    append(payload.position(payload.position() + 1));
                }
            }
        }
    }

    private void aggregate(ByteBuffer units) {
        while (units.remaining() > 2) {
            int length = units.getShort() & 0xffff;
            if (length == 0 || length > units.remaining()) {
                damage();
                return;
            }
            var unit = units.slice(units.position(), length);
            begin(unit.get());
            append(unit);
            units.position(units.position() + length);
        }
    }

    private void fragment(ByteBuffer payload) {
        if (payload.remaining() < 2) {
            damage();
            return;
        }
        int indicator = payload.get();
        int header = payload.get();
        boolean first = (header & 0x80) != 0;
        if (first == inFragment) {
            damage();
        }
        if (first) {
            begin((byte) ((indicator & ~TYPE) | (header & TYPE)));
        }
        append(payload);
        inFragment = (header & 0x40) == 0;
    }

    private void begin(byte header) {
        keyframe |= NalKind.of(VideoCodec.H264, header) == NalKind.KEY_SLICE;
        bytes.writeBytes(START_CODE);
        bytes.write(header);
    }

    private void append(ByteBuffer rest) {
        if (bytes.size() + rest.remaining() > maxBytes) {
            damage();
            return;
        }
        byte[] more = new byte[rest.remaining()];
        rest.get(more);
        bytes.writeBytes(more);
    }

    @Override
    public boolean isWhole() {
        return !damaged && !inFragment && bytes.size() > 0;
    }

    @Override
    public CodedPicture picture() {
        return new CodedPicture(timestamp, MediaBytes.owning(bytes.toByteArray()), keyframe);
    }
}
