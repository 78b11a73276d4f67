package io.headrace.orchestrator.fault;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.SourceSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Two seconds in which nothing is to be seen: 320×180, 30 frames per second, H.264 in MPEG-TS. */
final class BlackSegment {

    static final SourceSegment LIKE =
            new SourceSegment(0, Duration.ZERO, Duration.ofSeconds(2), Container.MPEG_TS, read());

    private BlackSegment() {}

    private static MediaBytes read() {
        try (var stream = BlackSegment.class.getResourceAsStream("black.ts")) {
            if (stream == null) {
                throw new IllegalStateException("black.ts is missing from this build");
            }
            return MediaBytes.owning(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
