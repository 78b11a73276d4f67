package io.headrace.wire.batch.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Tells what there is to be seen in a file, by its head: a picture, a film, or nothing that is known here. */
public final class VisualHeader {

    private VisualHeader() {}

    /**
     * @param file from its beginning; it is left where reading ended
     * @param films whether films are looked for, which may read the file to its end
     */
    public static FileContent read(InputStream file, boolean films) throws IOException {
        byte[] beginning = file.readNBytes(PictureHeader.BYTES_TO_READ);
        var picture = PictureHeader.read(ByteBuffer.wrap(beginning));
        if (picture.isPresent()) {
            return new FileContent.Picture(picture.get());
        }
        return films
                ? FilmHeader.read(new SequenceInputStream(new ByteArrayInputStream(beginning), file))
                        .<FileContent>map(film -> film)
                        .orElseGet(FileContent.Unknown::new)
                : new FileContent.Unknown();
    }

    /** @param file all of it; its position stays */
    public static FileContent read(ByteBuffer file) {
        var bytes = file.slice();
        var all = new InputStream() {
            @Override
            public int read() {
                return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int count = Math.min(length, bytes.remaining());
                bytes.get(target, offset, count);
                return count == 0 && length > 0 ? -1 : count;
            }

            @Override
            public long skip(long wanted) {
                int count = (int) Math.clamp(wanted, 0L, bytes.remaining());
                bytes.position(bytes.position() + count);
                return count;
            }
        };
        try (all) {
            return read(all, true);
        } catch (IOException impossible) {
            throw new UncheckedIOException("What is in memory can be read", impossible);
        }
    }
}
