package io.headrace.ffmpeg.stream;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What waits from the first keyframe on until it is known whether there is sound: the head of a container names its streams,
 * and none can be added later. Sound that comes after half a second of pictures is too late.
 */
final class Opening {

    private static final long PATIENCE = MediaTime.TICKS_PER_SECOND / 2;
    private static final int MAX_UNITS = 1_000;

    private final boolean soundComes;
    private final List<AccessUnit> waiting = new ArrayList<>();
    private Optional<Picture> keyframe = Optional.empty();
    private Optional<Sound> sound = Optional.empty();
    private long last;

    /** @param soundComes whether there may be any */
    Opening(boolean soundComes) {
        this.soundComes = soundComes;
    }

    void add(AccessUnit unit) {
        if (keyframe.isEmpty() && unit instanceof Picture picture && picture.keyframe()) {
            keyframe = Optional.of(picture);
        }
        if (keyframe.isEmpty()) {
            return;
        }
        if (unit instanceof Sound heard) {
            sound = sound.or(() -> Optional.of(heard));
        }
        last = unit.decoding().ticks();
        waiting.add(unit);
    }

    /** Whether everything is known. */
    boolean complete() {
        return keyframe.isPresent()
                && (!soundComes || sound.isPresent() || waited() >= PATIENCE || waiting.size() >= MAX_UNITS);
    }

    private long waited() {
        return last - keyframe.orElseThrow().decoding().ticks();
    }

    Optional<Picture> keyframe() {
        return keyframe;
    }

    Optional<Sound> sound() {
        return sound;
    }

    /** All since the keyframe, which is the first; the caller's from here on. */
    List<AccessUnit> release() {
        var released = List.copyOf(waiting);
        waiting.clear();
        return released;
    }
}
