package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import java.nio.ByteBuffer;

/** One rendition in the answer to a push: its media, or where that is to be fetched. */
public sealed interface AnsweredRendition {

    /** The media type of {@link Stored}. */
    String URI_TYPE = "application/vnd+livepeer.uri";

    /** @param profile its name in the ladder */
    record Inline(String profile, Container container, MediaBytes bytes) implements AnsweredRendition {}

    /** @param url in an object store that the client can read */
    record Stored(String profile, String url) implements AnsweredRendition {}

    String profile();

    default String mediaType() {
        return switch (this) {
            case Inline inline -> inline.container().mediaType();
            case Stored _ -> URI_TYPE;
        };
    }

    /** Of the file that it would be; with its dot. */
    default String extension() {
        return switch (this) {
            case Inline inline -> inline.container().extension();
            case Stored _ -> ".txt";
        };
    }

    /** What travels in its part. */
    default ByteBuffer content() {
        return switch (this) {
            case Inline inline -> inline.bytes().asByteBuffer();
            case Stored stored -> ByteBuffer.wrap(stored.url().getBytes(UTF_8)).asReadOnlyBuffer();
        };
    }
}
