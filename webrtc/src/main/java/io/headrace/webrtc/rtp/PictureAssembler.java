package io.headrace.webrtc.rtp;

import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes pictures of packets that come in order. After a loss it waits for the next keyframe, since what comes before shows
 * traces of what is missing. For one thread.
 */
public final class PictureAssembler {

    private final int maxBytes;
    private final PacketFormat format;
    private Optional<PictureDraft> draft = Optional.empty();
    private boolean afterGap = true;
    private boolean awaitingKeyframe = true;
    private long dropped;

    private PictureAssembler(PacketFormat format, int maxBytes) {
        this.format = format;
        this.maxBytes = maxBytes;
    }

    /**
     * @param maxBytes of one picture; a larger one is dropped
     * @param parameterSets of H.264 that came beside the stream: NAL units without start codes
     * @throws IllegalArgumentException for a codec that is taken from nobody
     */
    public static PictureAssembler of(VideoCodec codec, int maxBytes, List<ByteBuffer> parameterSets) {
        return switch (codec) {
            case H264 -> new PictureAssembler(new H264Format(parameterSets), maxBytes);
            case VP8 -> new PictureAssembler(new Vp8Format(), maxBytes);
            case HEVC, VP9 -> throw new IllegalArgumentException("Pictures in " + codec + " are not taken in packets");
        };
    }

    /** Packets before the next one are lost. */
    public void gap() {
        draft.ifPresent(PictureDraft::damage);
        afterGap = true;
        awaitingKeyframe = true;
    }

    /**
     * Takes the next packet.
     *
     * @return the pictures that it completes: by its marker, and by being the first of another one
     */
    public List<CodedPicture> add(RtpPacket packet) {
        var complete = new ArrayList<CodedPicture>();
        if (draft.filter(open -> open.timestamp() != packet.timestamp()).isPresent()) {
            finish().ifPresent(complete::add);
        }
        if (packet.payload().hasRemaining()) {
            collect(packet);
            if (packet.marker()) {
                finish().ifPresent(complete::add);
            }
        }
        return complete;
    }

    private void collect(RtpPacket packet) {
        var open = draft.orElseGet(() -> format.draft(packet.timestamp(), maxBytes));
        if (afterGap && (draft.isPresent() || !format.begins(packet.payload()))) {
            open.damage();
        }
        afterGap = false;
        open.collect(packet.payload());
        draft = Optional.of(open);
    }

    private Optional<CodedPicture> finish() {
        var open = draft.orElseThrow();
        draft = Optional.empty();
        var picture = Optional.of(open)
                .filter(PictureDraft::isWhole)
                .map(PictureDraft::picture)
                .map(format::completed);
        awaitingKeyframe =
                picture.map(whole -> awaitingKeyframe && !whole.keyframe()).orElse(true);
        if (awaitingKeyframe) {
            dropped++;
            return Optional.empty();
        }
        return picture;
    }

    /** Nothing comes out until the sender makes a keyframe: it should be asked for one. */
    public boolean awaitsKeyframe() {
        return awaitingKeyframe;
    }

    /** Pictures that were torn, or stood behind one that was. */
    public long dropped() {
        return dropped;
    }
}
