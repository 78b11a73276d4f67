package io.headrace.models.batch.speak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.media.MediaBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;

/**
 * A WAV file of 16-bit samples:
 *
 * <pre>
 * "RIFF" length "WAVE"
 * "fmt " 16  PCM, channels, samples/s, bytes/s, bytes of a frame, bits      "LIST" n "INFO" "ICMT" n comment      "data" n samples
 * </pre>
 */
final class WavFile {

    private static final int FIXED_BYTES = 64;
    private static final short PCM = 1;
    private static final int FORMAT_BYTES = 16;

    private WavFile() {}

    /** @param samples in the byte order that the format says, 16 bits each */
    static MediaBytes of(byte[] samples, AudioFormat format, String comment) {
        byte[] text = padded(comment);
        var file =
                ByteBuffer.allocate(FIXED_BYTES + text.length + samples.length).order(ByteOrder.LITTLE_ENDIAN);
        name(file, "RIFF").putInt(file.capacity() - 8);
        name(file, "WAVE");
        name(file, "fmt ").putInt(FORMAT_BYTES).putShort(PCM).putShort((short) format.getChannels());
        file.putInt((int) format.getSampleRate());
        file.putInt(Math.round(format.getFrameRate() * format.getFrameSize()));
        file.putShort((short) format.getFrameSize()).putShort((short) format.getSampleSizeInBits());
        name(file, "LIST").putInt(12 + text.length);
        name(file, "INFO");
        name(file, "ICMT").putInt(text.length).put(text);
        name(file, "data").putInt(samples.length);
        var order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        file.asShortBuffer().put(ByteBuffer.wrap(samples).order(order).asShortBuffer());
        return MediaBytes.owning(file.array());
    }

    private static ByteBuffer name(ByteBuffer file, String name) {
        return file.put(name.getBytes(US_ASCII));
    }

    /** Ended by a zero, and of even length. */
    private static byte[] padded(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        byte[] padded = new byte[bytes.length + 2 - bytes.length % 2];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        return padded;
    }
}
