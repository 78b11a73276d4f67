package io.headrace.engine;

import io.headrace.media.MediaBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One thing said over the pipe: words for the machine, and bytes that they point at by number. */
public record Message(String header, List<MediaBytes> attachments) {

    public Message {
        attachments = List.copyOf(attachments);
    }

    public static Message of(String header) {
        return new Message(header, List.of());
    }

    byte[] headerBytes() {
        return header.getBytes(StandardCharsets.UTF_8);
    }

    long attachmentBytes() {
        return attachments.stream().mapToLong(MediaBytes::length).sum();
    }
}
