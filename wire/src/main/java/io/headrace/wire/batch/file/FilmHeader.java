package io.headrace.wire.batch.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Finds in its head how large a film's pictures are and how many it has, so that its price is known before anybody decodes it. A
 * film is read from the beginning to the end, and passed over for the most part: where its index stands at the end, or its
 * pictures have to be counted one by one, there is no shorter way.
 */
public final class FilmHeader {

    private static final int MATROSKA = 0x1a45dfa3;
    private static final int BUFFER = 1 << 16;

    private FilmHeader() {}

    /**
     * @param file from its beginning; it is left where reading ended
     * @return empty when it is no MP4, MOV, Matroska or WebM, has no picture, or cannot be counted
     */
    public static Optional<FileContent.Film> read(InputStream file) throws IOException {
        var bytes = new HeadBytes(new BufferedInputStream(file, BUFFER));
        try {
            int first = bytes.number();
            return first == MATROSKA ? MatroskaHead.read(bytes) : Mp4Head.read(bytes, first);
        } catch (HeadBytes.BrokenException | ArithmeticException | IllegalArgumentException absurd) {
            return Optional.empty();
        }
    }
}
