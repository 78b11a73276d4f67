package io.headrace.cli.run.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The body of a request: texts in memory, files by reference, so that a large one is never held.
 *
 * @param pieces in their order
 */
public record Body(String contentType, List<Piece> pieces) {

    /** Some of it. */
    public sealed interface Piece {

        /** In bytes. */
        long length();

        /** @param bytes neither position nor limit is changed by anybody */
        record Text(ByteBuffer bytes) implements Piece {
            @Override
            public long length() {
                return bytes.remaining();
            }

            static Text of(String text) {
                return new Text(ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer());
            }
        }

        /** @param length of the file when it was looked at; what is sent has it, or the request fails */
        record Content(Path file, long length) implements Piece {}
    }

    public Body {
        pieces = List.copyOf(pieces);
    }

    public static Body of(String contentType, String text) {
        return new Body(contentType, List.of(Piece.Text.of(text)));
    }

    /** @throws io.headrace.cli.CommandFailed unless the file can be read and has something in it */
    public static Body ofFile(String contentType, Path file) {
        return new Body(contentType, List.of(InputFile.content(file)));
    }

    /** In bytes. */
    public long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }
}
