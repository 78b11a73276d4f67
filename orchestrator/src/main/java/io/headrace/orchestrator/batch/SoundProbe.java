package io.headrace.orchestrator.batch;

import io.headrace.wire.batch.file.WaveHeader;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds how long an uploaded sound lasts, because that is what it costs. Any thread; may block for as long as it takes to
 * look at the file.
 */
@FunctionalInterface
public interface SoundProbe {

    /** Knows WAV files alone; a node that has media children knows more. */
    SoundProbe HEADERS = sound -> WaveHeader.read(sound.beginning(), sound.length());

    /** Empty when it cannot be told. */
    Optional<Duration> duration(Sound sound);

    /** A file in memory, as it was uploaded by a stranger. */
    interface Sound {

        /** Its first bytes, at most 256 KiB. */
        ByteBuffer beginning();

        /** In bytes. */
        long length();

        /** All of it; each call begins anew. */
        InputStream open();
    }
}
