package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.wire.openai.ApiError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How answers are laid onto an exchange. */
final class Answers {

    static final String JSON = "application/json";

    private static final String MODEL_KIND = "X-Model-Kind";
    private static final int CHUNK = 64 * 1024;

    private Answers() {}

    static void text(Exchange exchange, String mediaType, String text, Optional<String> modelKind) throws IOException {
        exchange.answer(200, headers(mediaType, modelKind), ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    static void file(Exchange exchange, String mediaType, Path file, Optional<String> modelKind) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var length = Long.toString(channel.size());
            var answer = exchange.begin(200, headers(mediaType, modelKind).with("Content-Length", length));
            var chunk = ByteBuffer.allocate(CHUNK);
            while (channel.read(chunk.clear()) >= 0) {
                answer.write(chunk.flip());
            }
            answer.close();
        }
    }

    static void refusal(Exchange exchange, ApiError error, Optional<Duration> retryAfter) throws IOException {
        var headers = Headers.contentType(JSON);
        if (retryAfter.isPresent()) {
            headers = headers.with("Retry-After", Long.toString(seconds(retryAfter.get())));
        }
        if (error.status() == 502) {
            // Several were tried and paid: OpenAI's clients would do it all twice more, unasked.
            headers = headers.with("X-Should-Retry", "false");
        }
        exchange.answer(error.status(), headers, ByteBuffer.wrap(error.encode().getBytes(UTF_8)));
    }

    /** Whole seconds, at least one. */
    private static long seconds(Duration time) {
        return Math.max(1, time.plusNanos(999_999_999).toSeconds());
    }

    /** @param modelKind what the runner says that it is */
    static Headers headers(String mediaType, Optional<String> modelKind) {
        var headers = Headers.contentType(mediaType);
        return modelKind.map(kind -> headers.with(MODEL_KIND, kind)).orElse(headers);
    }
}
