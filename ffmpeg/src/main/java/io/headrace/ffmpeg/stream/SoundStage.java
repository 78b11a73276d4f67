package io.headrace.ffmpeg.stream;

import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamSound;
import io.headrace.ffmpeg.LibavException;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.SoundCodec;
import java.util.Optional;

/** Lets pictures through, and sound as it is wanted; what need not be converted is not. */
final class SoundStage implements UnitSink {

    private final StreamSound wanted;
    private final UnitSink next;
    private Optional<SoundConversion> conversion = Optional.empty();

    SoundStage(StreamSound wanted, UnitSink next) {
        this.wanted = wanted;
        this.next = next;
    }

    @Override
    public void take(AccessUnit unit) throws StreamFailed {
        switch (unit) {
            case Picture picture -> next.take(picture);
            case Sound sound -> take(sound);
        }
    }

    private void take(Sound sound) throws StreamFailed {
        switch (wanted) {
            case NONE -> {}
            case COPY -> next.take(sound);
            case AAC -> convert(sound, SoundCodec.AAC);
            case OPUS -> convert(sound, SoundCodec.OPUS);
        }
    }

    private void convert(Sound sound, SoundCodec to) throws StreamFailed {
        if (sound.codec() == to) {
            next.take(sound);
            return;
        }
        try {
            if (conversion.filter(open -> open.takes(sound)).isEmpty()) {
                end();
                conversion = SoundConversion.of(sound, to);
            }
            if (conversion.isPresent()) {
                for (var converted : conversion.get().convert(sound)) {
                    next.take(converted);
                }
            }
        } catch (LibavException failed) {
            throw new StreamFailed(
                    StreamExit.FAILED, "Sound cannot be converted to " + to + ": " + failed.getMessage());
        }
    }

    /** What the encoder still has goes out in front of what follows. */
    private void end() throws StreamFailed, LibavException {
        if (conversion.isPresent()) {
            try (var last = conversion.get()) {
                conversion = Optional.empty();
                for (var unit : last.finish()) {
                    next.take(unit);
                }
            }
        }
    }

    @Override
    public void finish() throws StreamFailed {
        try {
            end();
        } catch (LibavException failed) {
            throw new StreamFailed(StreamExit.FAILED, "The end of the sound is lost: " + failed.getMessage());
        }
        next.finish();
    }

    @Override
    public void close() {
        conversion.ifPresent(SoundConversion::close);
        next.close();
    }
}
