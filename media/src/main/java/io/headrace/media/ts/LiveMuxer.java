package io.headrace.media.ts;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaBytes;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns units into the bytes of transport stream segments, each at once. The tables stand in front of a segment, and again
 * where sound appears that they did not announce: whether there will be any is not known before. For one thread.
 */
public final class LiveMuxer {

    private static final int BUFFER_BYTES = 64 << 10;

    private final TsBuffer buffer = new TsBuffer(BUFFER_BYTES);
    private @Nullable TsStreams streams;
    private @Nullable TsMuxer muxer;
    private boolean begins = true;

    /** The next unit is the first of a segment. */
    public void begin() {
        begins = true;
    }

    public MediaBytes write(AccessUnit unit) {
        var announced = announcing(unit);
        var writer = muxer == null ? new TsMuxer(announced) : muxer;
        muxer = writer;
        if (begins || !announced.equals(streams)) {
            writer.begin(announced, buffer);
            begins = false;
            streams = announced;
        }
        writer.write(unit, buffer);
        return buffer.take();
    }

    /** What was announced, and this unit's stream. */
    private TsStreams announcing(AccessUnit unit) {
        var video = streams == null ? Optional.<VideoCodec>empty() : streams.video();
        var sound = streams == null ? Optional.<SoundCodec>empty() : streams.sound();
        return switch (unit) {
            case Picture picture -> new TsStreams(Optional.of(picture.codec()), sound);
            case Sound heard -> new TsStreams(video, Optional.of(heard.codec()));
        };
    }
}
