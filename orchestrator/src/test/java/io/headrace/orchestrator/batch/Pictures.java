package io.headrace.orchestrator.batch;

import io.headrace.wire.batch.reply.DataUrl;
import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of which nothing but the header is looked at. */
public final class Pictures {

    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int LENGTH = 64;

    private Pictures() {}

    /** A PNG that says it has this size, and differs from others by its number. */
    public static byte[] png(int width, int height, int number) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(PNG)
                .putInt(13)
                .putInt(0x49484452)
                .putInt(width)
                .putInt(height)
                .putInt(number)
                .array();
    }

    public static byte[] png(int width, int height) {
        return png(width, height, 0);
    }

    /** As a runner answers so many pictures, of 64 by 64 pixels. */
    public static String reply(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "{\"url\":\"" + DataUrl.of("image/png", png(64, 64, number)) + "\",\"seed\":"
                        + number + ",\"nsfw\":false}")
                .collect(Collectors.joining(",", "{\"images\":[", "]}"));
    }
}
