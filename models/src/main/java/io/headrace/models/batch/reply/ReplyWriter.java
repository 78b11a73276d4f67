package io.headrace.models.batch.reply;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.models.batch.picture.PngWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the document of a reply piece by piece: pictures are compressed and numbers become text on their way out, so that no
 * answer is in memory as a whole. The stream should be buffered; it is not closed.
 */
public final class ReplyWriter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final float HUNDREDTHS = 100;

    private final OutputStream out;
    private final String comment;

    /** @param comment written into the pictures: which model made them */
    public ReplyWriter(OutputStream out, String comment) {
        this.out = out;
        this.comment = comment;
    }

    public void write(Reply reply) throws IOException {
        switch (reply) {
            case Reply.Images(var media, var seed) -> {
                raw("{\"images\":");
                media(media, seed);
                raw("}");
            }
            case Reply.Frames(var media, var seed) -> {
                raw("{\"frames\":[");
                media(media, seed);
                raw("]}");
            }
            case Reply.Audio(var medium) -> {
                raw("{\"audio\":{\"url\":");
                dataUrl(medium);
                raw("}}");
            }
            case Reply.Text(var text) -> raw("{\"text\":" + JSON.writeValueAsString(text) + "}");
            case Reply.Masks masks -> masks(masks);
        }
    }

    private void raw(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }

    private void media(List<Medium> media, long seed) throws IOException {
        raw("[");
        for (int i = 0; i < media.size(); i++) {
            raw(i == 0 ? "{\"url\":" : ",{\"url\":");
            dataUrl(media.get(i));
            raw(",\"seed\":" + seed + ",\"nsfw\":false}");
        }
        raw("]");
    }

    private void dataUrl(Medium medium) throws IOException {
        raw("\"data:" + mediaType(medium) + ";base64,");
        try (var coded = Base64.getEncoder().wrap(new Unclosed(out))) {
            switch (medium) {
                case Medium.Still(var picture) -> PngWriter.write(picture, comment, coded);
                case Medium.File(var _, var bytes) -> bytes.writeTo(coded);
            }
        }
        raw("\"");
    }

    private static String mediaType(Medium medium) {
        return switch (medium) {
            case Medium.Still _ -> "image/png";
            case Medium.File(var mediaType, var _) -> mediaType;
        };
    }

    private void masks(Reply.Masks masks) throws IOException {
        raw("{\"masks\":\"");
        fields(masks.masks());
        raw("\",\"scores\":\"");
        raw(String.join(",", masks.scores().stream().map(ReplyWriter::score).toList())
                .transform(all -> "[" + all + "]"));
        raw("\",\"logits\":\"");
        fields(masks.logits());
        raw("\"}");
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.4f", score);
    }

    private void fields(List<NumberField> fields) throws IOException {
        raw("[");
        for (int i = 0; i < fields.size(); i++) {
            raw(i == 0 ? "" : ",");
            field(fields.get(i));
        }
        raw("]");
    }

    private void field(NumberField field) throws IOException {
        var line = new StringBuilder();
        for (int y = 0; y < field.height(); y++) {
            line.setLength(0);
            line.append(y == 0 ? "[[" : ",[");
            for (int x = 0; x < field.width(); x++) {
                line.append(x == 0 ? "" : ",");
                number(field.at(x, y), line);
            }
            line.append(']');
            out.write(line.toString().getBytes(ISO_8859_1));
        }
        raw("]");
    }

    /** To the hundredth; a zero has no sign and no places. */
    private static void number(float value, StringBuilder line) {
        int hundredths = Math.round(value * HUNDREDTHS);
        if (hundredths < 0) {
            line.append('-');
        }
        int size = Math.abs(hundredths);
        line.append(size / 100);
        if (size % 100 != 0) {
            line.append('.').append(size % 100 / 10).append(size % 10);
        }
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        /** The answer goes on. */
        @Override
        public void close() {}
    }
}
