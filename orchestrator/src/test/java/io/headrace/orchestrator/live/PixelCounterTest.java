package io.headrace.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelCounterTest {

    private final PixelCounter counter = new PixelCounter();
    private final PictureStream stream = new PictureStream();

    @Test
    void countsEachPictureAsLargeAsItsParameterSetsSay() {
        long first = counter.count(stream.segment(30)) + counter.finishSegment();
        long second = counter.count(stream.segment(12)) + counter.finishSegment();

        assertThat(first).isEqualTo(30 * PictureStream.PIXELS);
        assertThat(second).isEqualTo(12 * PictureStream.PIXELS);
    }

    @Test
    void countsAPictureAsSoonAsItIsComplete() {
        assertThat(counter.count(stream.segment(3))).isEqualTo(3 * PictureStream.PIXELS);
    }

    @Test
    void countsPicturesWithoutParameterSetsAsTheNetworkDoes() {
        var segment = stream.segment(2);
        int keyframe = indexOf(segment, (byte) 0x67);
        byte[] bytes = new byte[segment.remaining()];
        segment.get(bytes);
        bytes[keyframe] = 0x66;

        assertThat(counter.count(ByteBuffer.wrap(bytes))).isEqualTo(2 * 1280 * 720);
    }

    @Test
    void findsNoPicturesInNoise() {
        byte[] noise = new byte[100_000];
        new Random(4).nextBytes(noise);

        assertThat(counter.count(ByteBuffer.wrap(noise)) + counter.finishSegment())
                .isZero();
    }

    /** Of the NAL unit with that header. */
    private static int indexOf(ByteBuffer bytes, byte header) {
        for (int at = 0; at < bytes.limit() - 4; at++) {
            if (bytes.getInt(at) == 1 && bytes.get(at + 4) == header) {
                return at + 4;
            }
        }
        throw new IllegalArgumentException("No such unit");
    }
}
