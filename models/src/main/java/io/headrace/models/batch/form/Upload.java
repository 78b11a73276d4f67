package io.headrace.models.batch.form;

import java.nio.ByteBuffer;

/**
 * A file of a request.
 *
 * @param field under which it came
 * @param mediaType as the sender says; empty if it says none. It proves nothing
 * @param bytes read-only, from its position to its limit; shared with the request's other parts
 */
public record Upload(String field, String mediaType, ByteBuffer bytes) {

    /** A view with a position of its own. */
    @Override
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    public int length() {
        return bytes.remaining();
    }

    /** A copy. */
    public byte[] toArray() {
        byte[] copy = new byte[length()];
        bytes().get(copy);
        return copy;
    }
}
