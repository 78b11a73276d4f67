package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A body of multipart/form-data, as clients write it. */
public final class Multipart {

    private static final String BOUNDARY = "9051914041544843365972754266";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Multipart field(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value.getBytes(UTF_8));
    }

    public Multipart file(String name, String mediaType, byte[] content) {
        return part(
                "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"file\"\r\nContent-Type: "
                        + mediaType,
                content);
    }

    private Multipart part(String head, byte[] content) {
        text("--" + BOUNDARY + "\r\n" + head + "\r\n\r\n");
        out.writeBytes(content);
        text("\r\n");
        return this;
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public byte[] bytes() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }
}
