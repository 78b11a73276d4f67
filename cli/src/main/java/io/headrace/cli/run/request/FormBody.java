package io.headrace.cli.run.request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/**
 * Lays a form out, as {@code multipart/form-data}: files first, texts behind them, as existing nodes write it.
 *
 * <pre>
 *     --boundary CRLF
 *     Content-Disposition: form-data; name="image"; filename="a.png" CRLF
 *     Content-Type: application/octet-stream CRLF
 *     CRLF file CRLF
 *     --boundary CRLF
 *     Content-Disposition: form-data; name="prompt" CRLF
 *     CRLF text CRLF
 *     --boundary-- CRLF
 * </pre>
 */
final class FormBody {

    private final String boundary;
    private final ArrayList<Body.Piece> pieces = new ArrayList<>();

    /** @param boundary that occurs in no file and no text */
    FormBody(String boundary) {
        this.boundary = boundary;
    }

    void file(String field, Path file) {
        var name = file.getFileName().toString();
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(field) + "\"; filename=\""
                + escaped(name) + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        pieces.add(InputFile.content(file));
        text("\r\n");
    }

    void fields(Map<String, String> fields) {
        fields.forEach((name, value) -> text("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                + escaped(name) + "\"\r\n\r\n" + value + "\r\n"));
    }

    /** All of it; nothing is added afterwards. */
    Body whole() {
        text("--" + boundary + "--\r\n");
        return new Body("multipart/form-data; boundary=" + boundary, pieces);
    }

    private void text(String text) {
        pieces.add(Body.Piece.Text.of(text));
    }

    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
