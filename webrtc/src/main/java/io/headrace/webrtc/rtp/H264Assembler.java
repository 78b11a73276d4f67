package io.headrace.webrtc.rtp;

import io.headrace.media.VideoCodec;
import io.headrace.media.codec.KeyframeCompletion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes pictures of packets that come in order (RFC 6184, non-interleaved mode). After a loss it waits for the next
 * keyframe, since what comes before shows traces of what is missing. A keyframe without parameter sets gets those that
 * came earlier, or in the offer. For one thread.
 */
public final class H264Assembler {

    private final int maxBytes;
    private final KeyframeCompletion completion = new KeyframeCompletion();
    private Optional<H264Draft> draft = Optional.empty();
    private boolean afterGap = true;
    private boolean awaitingKeyframe = true;
    private long dropped;

    /** @param maxBytes of one picture; a larger one is dropped */
    public H264Assembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes parameter sets that came beside the stream: NAL units without start codes. */
    public void remember(List<ByteBuffer> parameterSets) {
        completion.remember(VideoCodec.H264, parameterSets);
    }

    /** Packets before the next one are lost. */
    public void gap() {
        draft.ifPresent(H264Draft::damage);
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
        var open = draft.orElseGet(() -> new H264Draft(packet.timestamp(), maxBytes));
        if (afterGap && (draft.isPresent() || !H264Draft.begins(packet.payload()))) {
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
                .filter(H264Draft::isWhole)
                .map(H264Draft::picture)
                .map(this::completed);
        awaitingKeyframe =
                picture.map(whole -> awaitingKeyframe && !whole.keyframe()).orElse(true);
        if (awaitingKeyframe) {
            dropped++;
            return Optional.empty();
        }
        return picture;
    }

    private CodedPicture completed(CodedPicture picture) {
        return new CodedPicture(
                picture.timestamp(),
                completion.complete(VideoCodec.H264, picture.keyframe(), picture.bytes()),
                picture.keyframe());
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
