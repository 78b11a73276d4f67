package io.headrace.engine;

/**
 * What one message may hold, so that garbage on a pipe costs nothing.
 *
 * @param attachmentBytes of all attachments together
 */
public record MessageLimits(int headerBytes, int attachments, int attachmentBytes) {

    /** Headers of 1 MiB, 16 attachments of 256 MiB together. */
    public static final MessageLimits DEFAULT = new MessageLimits(1 << 20, 16, 256 << 20);

    public MessageLimits {
        if (headerBytes <= 0 || attachments < 0 || attachmentBytes < 0) {
            throw new IllegalArgumentException(
                    "Limits of a message: " + headerBytes + ", " + attachments + ", " + attachmentBytes);
        }
    }
}
