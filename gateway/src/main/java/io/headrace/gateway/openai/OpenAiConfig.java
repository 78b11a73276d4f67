package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchTerms;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the interface behaves.
 *
 * @param aliases what other names of models stand for
 * @param publicUrl where clients reach this gateway; empty: under the host that they name themselves
 * @param uploads a folder for files while they are asked about
 * @param terms of every request, which OpenAI's clients have no words for
 * @param beginning an answer in pieces begins after so long, though there be no piece: a failure that comes later is told
 *     within it. Longer than the terms' wait for room, or clients are told too late that there is none
 * @param heartbeat a client that waits for pieces hears nothing for at most so long
 */
public record OpenAiConfig(
        Map<String, Alias> aliases,
        Optional<URI> publicUrl,
        Path uploads,
        BatchTerms terms,
        Duration beginning,
        Duration heartbeat,
        OpenAiLimits limits) {

    public static final Duration USUAL_HEARTBEAT = Duration.ofSeconds(10);

    public static final Duration USUAL_BEGINNING = Duration.ofSeconds(40);

    public OpenAiConfig {
        aliases = Map.copyOf(aliases);
        if (!heartbeat.isPositive() || beginning.isNegative()) {
            throw new IllegalArgumentException(
                    "An answer in pieces begins after " + beginning + ", with a comment every " + heartbeat);
        }
    }

    /** The usual one, without aliases. */
    public static OpenAiConfig in(Path uploads) {
        return new OpenAiConfig(
                Map.of(),
                Optional.empty(),
                uploads,
                BatchTerms.USUAL,
                USUAL_BEGINNING,
                USUAL_HEARTBEAT,
                OpenAiLimits.DEFAULT);
    }
}
