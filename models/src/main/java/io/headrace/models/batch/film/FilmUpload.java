package io.headrace.models.batch.film;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;

/**
 * Tells films from pictures by their first bytes.
 *
 * <pre>
 * MP4, MOV        length, "ftyp" | "moov" | "mdat" | "free" | "wide" | "skip"
 * Matroska, WebM  1a 45 df a3
 * </pre>
 */
public final class FilmUpload {

    private static final int FTYP = 0x66747970;
    private static final int MOOV = 0x6d6f6f76;
    private static final int MDAT = 0x6d646174;
    private static final int FREE = 0x66726565;
    private static final int WIDE = 0x77696465;
    private static final int SKIP = 0x736b6970;
    private static final int MATROSKA = 0x1a45dfa3;

    private FilmUpload() {}

    /** The request's one file: {@code video} where it has that, else {@code image}. */
    public static Upload source(Form request) throws RequestRefused {
        return request.file(request.files("video").isEmpty() ? "image" : "video");
    }

    public static boolean isFilm(Upload upload) {
        var bytes = upload.bytes().slice();
        if (bytes.remaining() < 2 * Integer.BYTES) {
            return false;
        }
        return bytes.getInt(0) == MATROSKA
                || switch (bytes.getInt(Integer.BYTES)) {
                    case FTYP, MOOV, MDAT, FREE, WIDE, SKIP -> true;
                    default -> false;
                };
    }
}
