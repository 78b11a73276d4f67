package io.headrace.rtmp.codec;

/**
 * How much of anything one peer may make us hold.
 *
 * @param messageBytes of one message of media
 * @param commandBytes of one command, and of any message before media is allowed
 * @param assemblyBytes of all messages together that have begun and are not complete
 * @param chunkBytes the largest chunk size a peer may set; at most 16,777,215, the length of the longest message
 * @param chunkStreams that a peer may use at once
 * @param amfDepth of objects within objects
 * @param amfStringBytes of one string, as coded
 */
public record WireLimits(
        int messageBytes,
        int commandBytes,
        int assemblyBytes,
        int chunkBytes,
        int chunkStreams,
        int amfDepth,
        int amfStringBytes) {

    private static final int LONGEST_MESSAGE = 0xff_ffff;

    /** A keyframe at 100 Mb/s is about 2 MB; a command with a long token in its URL is below 8 kB. */
    public static final WireLimits DEFAULT =
            new WireLimits(8 * 1024 * 1024, 64 * 1024, 12 * 1024 * 1024, LONGEST_MESSAGE, 64, 16, 8 * 1024);

    public WireLimits {
        if (messageBytes < 1 || messageBytes > LONGEST_MESSAGE || commandBytes < 1 || assemblyBytes < messageBytes) {
            throw new IllegalArgumentException("Limits of RTMP messages: " + messageBytes + " bytes, " + commandBytes
                    + " bytes of a command, " + assemblyBytes + " bytes under assembly");
        }
        if (chunkBytes < 128 || chunkBytes > LONGEST_MESSAGE || chunkStreams < 3) {
            throw new IllegalArgumentException(
                    "Limits of RTMP chunks: " + chunkBytes + " bytes, " + chunkStreams + " chunk streams");
        }
        if (amfDepth < 1 || amfStringBytes < 1) {
            throw new IllegalArgumentException(
                    "Limits of AMF: depth " + amfDepth + ", strings of " + amfStringBytes + " bytes");
        }
    }
}
