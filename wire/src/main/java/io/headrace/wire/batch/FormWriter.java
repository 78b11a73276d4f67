package io.headrace.wire.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A form as it travels between nodes and to runners, around the bytes of its file, which nobody needs to hold.
 *
 * <pre>
 *     --boundary CRLF
 *     Content-Disposition: form-data; name="image"; filename="a.png" CRLF
 *     Content-Type: application/octet-stream CRLF
 *     CRLF file CRLF
 *     --boundary CRLF
 *     Content-Disposition: form-data; name="prompt" CRLF
 *     CRLF text CRLF
 *     … more texts …
 *     --boundary-- CRLF
 * </pre>
 *
 * @param fileField the name of the file's field
 * @param boundary letters and digits that do not occur in the file: 60 random hexadecimal digits, as existing nodes have
 *     it
 */
public record FormWriter(String fileField, BatchRequest.Body.Form form, String boundary) {

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Of the whole body, in bytes. */
    public long length() {
        return beforeFile().length + form.file().length() + afterFile().length;
    }

    public byte[] beforeFile() {
        return ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped(fileField) + "\"; filename=\""
                        + escaped(form.file().name()) + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8);
    }

    public byte[] afterFile() {
        var text = new StringBuilder();
        for (var field : form.fields().fields()) {
            text.append("\r\n--")
                    .append(boundary)
                    .append("\r\nContent-Disposition: form-data; name=\"")
                    .append(escaped(field.name()))
                    .append("\"\r\n\r\n")
                    .append(field.text());
        }
        return text.append("\r\n--")
                .append(boundary)
                .append("--\r\n")
                .toString()
                .getBytes(UTF_8);
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }
}
