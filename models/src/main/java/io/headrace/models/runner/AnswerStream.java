package io.headrace.models.runner;

import io.headrace.transport.AnswerBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An answer's body as a stream. It is not closed with it: an answer that fails on its way must be seen to be broken off. */
final class AnswerStream extends OutputStream {

    private final AnswerBody body;

    AnswerStream(AnswerBody body) {
        this.body = body;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        body.write(ByteBuffer.wrap(bytes, offset, length));
    }
}
