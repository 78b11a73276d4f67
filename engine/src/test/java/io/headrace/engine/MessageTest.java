package io.headrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.MediaBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final MessageLimits LIMITS = new MessageLimits(200, 3, 1000);

    @Test
    void anyMessageArrivesAsItWasWritten() throws Exception {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            var message = any(random);
            var kind = MessageKind.numbered(random.nextInt(5)).orElseThrow();

            var read = reader(written(kind, message)).next().orElseThrow();

            assertThat(read.kind()).isEqualTo(kind);
            assertThat(read.message().header()).isEqualTo(message.header());
            assertThat(read.message().attachments().stream()
                            .map(MediaBytes::asByteBuffer)
                            .toList())
                    .isEqualTo(message.attachments().stream()
                            .map(MediaBytes::asByteBuffer)
                            .toList());
        }
    }

    @Test
    void anEndWithinAMessageIsAnEnd() throws Exception {
        byte[] whole = written(MessageKind.DONE, new Message("words", List.of(MediaBytes.owning(new byte[9]))));

        for (int length = 0; length < whole.length; length++) {
            assertThat(reader(Arrays.copyOf(whole, length)).next()).isEmpty();
        }
    }

    @Test
    void anyBytesEndInAMessageOrInAComplaint() throws Exception {
        var random = new Random(11);
        byte[] whole = written(MessageKind.PART, new Message("words", List.of(MediaBytes.owning(new byte[9]))));
        for (int round = 0; round < 2_000; round++) {
            byte[] spoilt = whole.clone();
            spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            try {
                assertThat(reader(spoilt).next()).isNotNull();
            } catch (MessageReader.GarbledException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void refusesLengthsAboveTheLimitsBeforeReadingOn() {
        var tooLong = new Message("x".repeat(201), List.of());
        var tooMany = new Message("x", List.of(MediaBytes.EMPTY, MediaBytes.EMPTY, MediaBytes.EMPTY, MediaBytes.EMPTY));
        var tooLarge = new Message("x", List.of(MediaBytes.owning(new byte[600]), MediaBytes.owning(new byte[600])));

        for (var message : List.of(tooLong, tooMany, tooLarge)) {
            assertThatThrownBy(() -> reader(written(MessageKind.DONE, message)).next())
                    .isInstanceOf(MessageReader.GarbledException.class);
        }
    }

    private static Message any(Random random) {
        var attachments = new ArrayList<MediaBytes>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            attachments.add(MediaBytes.owning(bytes));
        }
        return new Message("ä".repeat(random.nextInt(100)), attachments);
    }

    private static byte[] written(MessageKind kind, Message message) throws IOException {
        var out = new ByteArrayOutputStream();
        new MessageWriter(out).write(kind, message);
        return out.toByteArray();
    }

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(new ByteArrayInputStream(bytes), LIMITS);
    }
}
