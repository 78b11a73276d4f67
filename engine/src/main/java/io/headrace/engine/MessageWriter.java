package io.headrace.engine;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Puts messages on a pipe, whole, from any thread; the layout is {@link MessageReader}'s. */
final class MessageWriter {

    private static final int BUFFER = 1 << 16;

    private final DataOutputStream out;

    MessageWriter(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER));
    }

    synchronized void write(MessageKind kind, Message message) throws IOException {
        byte[] header = message.headerBytes();
        out.writeInt(MessageReader.MAGIC);
        out.writeByte(kind.number());
        out.writeInt(header.length);
        out.writeInt(message.attachments().size());
        out.write(header);
        for (var attachment : message.attachments()) {
            out.writeInt(attachment.length());
            attachment.writeTo(out);
        }
        out.flush();
    }
}
