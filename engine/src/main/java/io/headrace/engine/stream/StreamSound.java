package io.headrace.engine.stream;

/** What becomes of a stream's sound. */
public enum StreamSound {
    /** It stays as it is. */
    COPY,
    /** AAC: as it is, or converted to it. */
    AAC,
    /** Opus: as it is, or converted to it. */
    OPUS,
    /** It is left out. */
    NONE
}
