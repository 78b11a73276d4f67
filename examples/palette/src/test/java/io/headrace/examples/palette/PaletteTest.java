package io.headrace.examples.palette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headrace.examples.palette.Palette.Colour;
import io.headrace.examples.palette.Palette.Picture;
import io.headrace.sdk.InputRefused;
import io.headrace.sdk.Run;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private final AtomicLong used = new AtomicLong();

    private final Run run = new Run() {
        @Override
        public void used(long units) {
            used.addAndGet(units);
        }

        @Override
        public void progress(double share, String note) {}

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public Duration timeLeft() {
            return Duration.ofMinutes(1);
        }
    };

    @Test
    void tellsTheMostFrequentColoursFirst() throws Exception {
        var colours = new Palette().run(new Picture(Pictures.png(4, 3), Optional.empty()), run);

        assertThat(colours.colours()).containsExactly(new Colour("#0000f0", 0.75), new Colour("#f00000", 0.25));
        assertThat(used).hasValue(12);
    }

    @Test
    void tellsNoMoreThanIsAskedFor() throws Exception {
        var colours = new Palette().run(new Picture(Pictures.png(4, 3), Optional.of(1)), run);

        assertThat(colours.colours()).containsExactly(new Colour("#0000f0", 0.75));
    }

    @Test
    void refusesWhatIsNoPicture() {
        refuses(new byte[] {1, 2, 3}, "These 3 bytes are no PNG, JPEG or GIF");
    }

    @Test
    void refusesAPictureThatIsLargerThanItsFile() throws Exception {
        var picture = Pictures.png(4, 3);
        // Width and height follow the signature and the head of the first chunk. Its checksum is not looked at so
        // early.
        ByteBuffer.wrap(picture).putInt(16, 60_000).putInt(20, 60_000);

        refuses(picture, "The picture has 3600000000 pixels; at most 40000000 are looked at");
    }

    private void refuses(byte[] picture, String sentence) {
        assertThatExceptionOfType(InputRefused.class)
                .isThrownBy(() -> new Palette().run(new Picture(picture, Optional.empty()), run))
                .withMessage(sentence);
    }
}
