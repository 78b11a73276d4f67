package io.headrace.wire.batch.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds how long a WAV file sounds in its header. Existing gateways cannot read these files at all, because their FFmpeg
 * has no decoder for them (pipelines section 1.2).
 */
public final class WaveHeader {

    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746D66;
    private static final int DATA = 0x61746164;
    private static final int FIRST_CHUNK = 12;
    private static final int RATE_IN_FORMAT = 8;

    private WaveHeader() {}

    /**
     * @param beginning of the file; neither position nor limit is changed
     * @param length of the whole file in bytes: what the header says of it is not believed where that is more
     * @return empty when it is another format, or too little of it
     */
    public static Optional<Duration> read(ByteBuffer beginning, long length) {
        var bytes = beginning.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < FIRST_CHUNK || bytes.getInt(0) != RIFF || bytes.getInt(8) != WAVE) {
            return Optional.empty();
        }
        try {
            bytes.position(FIRST_CHUNK);
            return chunks(bytes, length);
        } catch (BufferUnderflowException | IllegalArgumentException brokenOff) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> chunks(ByteBuffer bytes, long length) {
        long bytesPerSecond = 0;
        while (true) {
            int chunk = bytes.getInt();
            long size = Integer.toUnsignedLong(bytes.getInt());
            if (chunk == DATA) {
                return duration(Math.min(size, length - bytes.position()), bytesPerSecond);
            }
            if (chunk == FORMAT) {
                bytesPerSecond = Integer.toUnsignedLong(bytes.getInt(bytes.position() + RATE_IN_FORMAT));
            }
            bytes.position(Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes.position() + size + size % 2)));
        }
    }

    private static Optional<Duration> duration(long size, long bytesPerSecond) {
        if (bytesPerSecond == 0 || size < 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(size * 1_000 / bytesPerSecond));
    }
}
