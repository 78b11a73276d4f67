package io.headrace.rtmp.flv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Four letters that name a codec. */
final class FourCc {
    private FourCc() {}

    /** @throws java.nio.BufferUnderflowException when there are no four bytes */
    static String read(ByteBuffer body) {
        var letters = new byte[4];
        body.get(letters);
        return new String(letters, ISO_8859_1).replaceAll("[^ -~]", "?");
    }
}
