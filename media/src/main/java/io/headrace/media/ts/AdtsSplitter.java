package io.headrace.media.ts;

import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.codec.AdtsHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * AAC: each frame behind its ADTS header. A payload's time is that of the first frame that begins in it;
 * the others follow by their lengths in samples. A frame may end in the next payload. What has no ADTS header is left.
 */
final class AdtsSplitter implements SoundSplitter {

    private byte[] rest = {};
    /** Of the frame that begins in {@link #rest}. */
    private MediaTime restTime = MediaTime.ZERO;

    @Override
    public void add(MediaTime time, ByteBuffer payload, List<? super Sound> sounds) {
        boolean ofRest = rest.length > 0;
        ByteBuffer bytes = ofRest ? joined(payload) : payload;
        MediaTime next = ofRest ? restTime : time;
        long samples = 0;
        Optional<AdtsHeader> header = AdtsHeader.parse(bytes);
        while (header.isPresent() && header.get().frameBytes() <= bytes.remaining()) {
            sounds.add(new Sound(SoundCodec.AAC, next, take(bytes, header.get().frameBytes())));
            samples += ofRest ? 0 : header.get().samples();
            ofRest = false;
            next = after(time, samples, header.get().sampleRate());
            header = AdtsHeader.parse(bytes);
        }
        boolean begun = header.isPresent() || bytes.remaining() < AdtsHeader.BYTES;
        rest = new byte[begun ? bytes.remaining() : 0];
        bytes.get(rest);
        restTime = next;
    }

    @Override
    public void reset() {
        rest = new byte[0];
    }

    private ByteBuffer joined(ByteBuffer payload) {
        return ByteBuffer.allocate(rest.length + payload.remaining())
                .put(rest)
                .put(payload)
                .flip();
    }

    private static MediaBytes take(ByteBuffer bytes, int count) {
        byte[] taken = new byte[count];
        bytes.get(taken);
        return MediaBytes.owning(taken);
    }

    /** Rounded to the nearest tick, from the beginning each time, so that nothing adds up. */
    private static MediaTime after(MediaTime begin, long samples, int sampleRate) {
        return new MediaTime(begin.ticks() + (samples * MediaTime.TICKS_PER_SECOND + sampleRate / 2) / sampleRate);
    }
}
