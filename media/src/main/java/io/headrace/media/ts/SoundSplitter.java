package io.headrace.media.ts;

import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import java.nio.ByteBuffer;
import java.util.List;

/** Splits the payloads of a sound PID into units. What is none is left. */
sealed interface SoundSplitter permits AdtsSplitter, OpusSplitter {

    static SoundSplitter of(SoundCodec codec) {
        return switch (codec) {
            case AAC -> new AdtsSplitter();
            case OPUS -> new OpusSplitter();
        };
    }

    /**
     * Reads a payload to its end.
     *
     * @param time of the first unit that begins in it
     */
    void add(MediaTime time, ByteBuffer payload, List<? super Sound> sounds);

    /** A payload is missing: no unit goes on in the next. */
    void reset();
}
