package io.headrace.gateway.batch.api;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds how long a sound lasts whose header does not tell us. Blocks its (virtual) thread. */
@FunctionalInterface
public interface SoundProbe {

    /** Empty when it cannot be told. */
    Optional<Duration> duration(Path file) throws InterruptedException;

    /** By a media child. */
    static SoundProbe by(MediaEngine media) {
        return file -> {
            try {
                return media.ask(new MediaRequest.Probe(file), Duration.ofSeconds(20))
                                instanceof MediaAnswer.Done<MediaDescription>(var found, var _)
                        ? Optional.of(found.duration()).filter(Duration::isPositive)
                        : Optional.empty();
            } catch (ChildException unable) {
                return Optional.empty();
            }
        };
    }
}
