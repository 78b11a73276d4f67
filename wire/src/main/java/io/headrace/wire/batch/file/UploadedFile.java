package io.headrace.wire.batch.file;

/**
 * A file that belongs to a request, by reference: its bytes are elsewhere.
 *
 * @param name as the client called it; may be empty
 * @param mediaType as the client said; may be wrong
 * @param length in bytes
 */
public record UploadedFile(String name, String mediaType, long length, FileContent content) {

    private static final int MAX_NAME = 1_024;

    public UploadedFile {
        if (length < 0 || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "A file of " + length + " bytes, its name of " + name.length() + " characters");
        }
    }
}
