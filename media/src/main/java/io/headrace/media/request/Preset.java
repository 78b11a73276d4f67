package io.headrace.media.request;

import java.util.Locale;

/** How much an encoder tries: the names that x264 and x265 share. Live uses {@link #VERYFAST}, files {@link #MEDIUM}. */
public enum Preset {
    ULTRAFAST,
    SUPERFAST,
    VERYFAST,
    FASTER,
    FAST,
    MEDIUM,
    SLOW;

    public String encoderName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
