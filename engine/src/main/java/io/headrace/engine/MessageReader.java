package io.headrace.engine;

import io.headrace.media.MediaBytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Takes messages from a pipe, all numbers big-endian:
 *
 * <pre>
 * 4 magic │ 1 kind │ 4 header length │ 4 attachment count │ header (UTF-8) │ per attachment: 4 length │ bytes
 * </pre>
 *
 * <p>One thread. Nothing is allocated before its length was compared with the limits.
 */
final class MessageReader {

    static final int MAGIC = 0x48524331;

    private final DataInputStream in;
    private final MessageLimits limits;

    MessageReader(InputStream in, MessageLimits limits) {
        this.in = new DataInputStream(in);
        this.limits = limits;
    }

    /** Waits for the next message; empty at the end of the pipe, even when it ends within a message. */
    Optional<Received> next() throws IOException {
        try {
            expect(in.readInt() == MAGIC, "it does not begin with the mark of a message");
            var kind = kind(in.readByte());
            int headerLength = within(in.readInt(), limits.headerBytes(), "header");
            int count = within(in.readInt(), limits.attachments(), "attachments");
            var header = new String(exactly(headerLength), StandardCharsets.UTF_8);
            var attachments = new ArrayList<MediaBytes>(count);
            int room = limits.attachmentBytes();
            for (int i = 0; i < count; i++) {
                var attachment = exactly(within(in.readInt(), room, "attachment"));
                room -= attachment.length;
                attachments.add(MediaBytes.owning(attachment));
            }
            return Optional.of(new Received(kind, new Message(header, attachments)));
        } catch (EOFException end) {
            return Optional.empty();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static MessageKind kind(byte number) throws GarbledException {
        return MessageKind.numbered(number).orElseThrow(() -> new GarbledException("there is no kind " + number));
    }

    private static int within(int length, int limit, String what) throws GarbledException {
        expect(length >= 0 && length <= limit, what + " of " + length + ", the limit is " + limit);
        return length;
    }

    private static void expect(boolean met, String otherwise) throws GarbledException {
        if (!met) {
            throw new GarbledException(otherwise);
        }
    }

    record Received(MessageKind kind, Message message) {}

    /** What came is not a message. */
    static final class GarbledException extends IOException {
        GarbledException(String why) {
            super(why);
        }
    }
}
