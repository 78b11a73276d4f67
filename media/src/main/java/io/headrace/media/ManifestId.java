package io.headrace.media;

/** Names one stream, and with it the job and its balance. */
public record ManifestId(String text) {

    private static final int MAX_LENGTH = 256;

    public ManifestId {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A manifest id has 1 to 256 characters, not " + text.length());
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
