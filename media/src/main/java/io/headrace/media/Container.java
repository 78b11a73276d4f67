package io.headrace.media;

/** What a segment is wrapped in. */
public enum Container {
    MPEG_TS(".ts", "video/mp2t"),
    MP4(".mp4", "video/mp4");

    private final String extension;
    private final String mediaType;

    Container(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** With its dot. */
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }
}
