package io.headrace.wire.batch.file;

import java.time.Duration;
import java.util.OptionalLong;

/** What is known of a file without decoding it. */
public sealed interface FileContent {

    record Picture(PictureSize size) implements FileContent {}

    /** @param duration not negative */
    record Sound(Duration duration) implements FileContent {}

    /**
     * A film.
     *
     * @param size of each of its pictures, as its head says
     * @param frames how many pictures it has, 1 to {@value #MOST_FRAMES}
     * @param duration zero when the head does not tell
     */
    record Film(PictureSize size, long frames, Duration duration) implements FileContent {
        public static final long MOST_FRAMES = 10_000_000;

        public Film {
            if (frames < 1 || frames > MOST_FRAMES || duration.isNegative()) {
                throw new IllegalArgumentException("A film of " + frames + " pictures that lasts " + duration);
            }
        }
    }

    /** Nobody has looked, or nobody could tell. */
    record Unknown() implements FileContent {}

    /** Of all its pictures; empty where there is none to be seen. */
    default OptionalLong pixels() {
        return switch (this) {
            case Picture(var size) -> OptionalLong.of(size.pixels());
            case Film(var size, long frames, var _) -> OptionalLong.of(size.pixels() * frames);
            case Sound _, Unknown _ -> OptionalLong.empty();
        };
    }
}
