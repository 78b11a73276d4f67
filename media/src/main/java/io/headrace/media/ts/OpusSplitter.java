package io.headrace.media.ts;

import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.codec.OpusHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Opus: each packet behind its {@linkplain OpusControl control header}, as many as there are; none goes on in the next
 * payload. The first has the payload's time, the others follow by their lengths.
 */
final class OpusSplitter implements SoundSplitter {

    @Override
    public void add(MediaTime time, ByteBuffer payload, List<? super Sound> sounds) {
        long samples = 0;
        Optional<ByteBuffer> packet = packet(payload);
        while (packet.isPresent()) {
            Optional<OpusHeader> header = OpusHeader.parse(packet.get());
            if (header.isEmpty()) {
                return;
            }
            var at = new MediaTime(time.ticks() + samples * MediaTime.TICKS_PER_SECOND / OpusHeader.SAMPLE_RATE);
            sounds.add(new Sound(SoundCodec.OPUS, at, MediaBytes.copyOf(packet.get())));
            samples += header.get().samples();
            packet = packet(payload);
        }
    }

    /** The next whole packet, and the payload behind it. */
    private static Optional<ByteBuffer> packet(ByteBuffer payload) {
        OptionalInt size = OpusControl.read(payload);
        if (size.isEmpty() || size.getAsInt() > payload.remaining()) {
            return Optional.empty();
        }
        ByteBuffer packet = payload.slice(payload.position(), size.getAsInt());
        payload.position(payload.position() + size.getAsInt());
        return Optional.of(packet);
    }

    @Override
    public void reset() {}
}
