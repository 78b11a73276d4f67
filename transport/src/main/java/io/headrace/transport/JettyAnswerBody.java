package io.headrace.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes the rest of an answer whose head is sent. */
final class JettyAnswerBody implements AnswerBody {
    private final JettyExchange exchange;
    private boolean closed;

    JettyAnswerBody(JettyExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void write(ByteBuffer chunk) throws IOException {
        if (closed) {
            throw new IllegalStateException("The answer has ended");
        }
        exchange.write(false, chunk);
    }

    @Override
    public void finish(ByteBuffer last) throws IOException {
        if (closed) {
            throw new IllegalStateException("The answer has ended");
        }
        closed = true;
        exchange.write(true, last);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            finish(ByteBuffer.allocate(0));
        }
    }
}
