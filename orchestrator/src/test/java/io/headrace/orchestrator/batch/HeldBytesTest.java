package io.headrace.orchestrator.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.wire.batch.file.PictureHeader;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBytesTest {

    private static final int PIECE = 64 * 1024;

    private final SourceMemory memory = new SourceMemory(8 * PIECE);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7})
    void givesBackWhatItTook(int length) throws Exception {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (var lease = memory.lease()) {
            var held = new HeldBytes(lease, length);
            int half = length / 2;
            held.write(bytes, 0, half);
            held.write(bytes, half, length - half);

            assertThat(held.length()).isEqualTo(length);
            assertThat(held.open().readAllBytes()).isEqualTo(bytes);
            assertThat(held.whole().asByteBuffer()).isEqualTo(ByteBuffer.wrap(bytes));
            assertThat(held.beginning().remaining()).isEqualTo(Math.min(length, PictureHeader.BYTES_TO_READ));
        }
    }

    @Test
    void refusesWhatIsTooLarge() {
        try (var lease = memory.lease()) {
            assertThatThrownBy(() -> HeldBytes.read(new ByteArrayInputStream(new byte[11]), lease, 10))
                    .isInstanceOfSatisfying(
                            OverLimitException.class,
                            refusal -> assertThat(refusal.limit()).isEqualTo(OverLimitException.Limit.SIZE));
        }
    }

    @Test
    void refusesWhatAllTogetherHaveNoMemoryForUntilSomeIsGivenBack() throws Exception {
        var half = new byte[5 * PIECE];
        try (var second = memory.lease()) {
            try (var first = memory.lease()) {
                HeldBytes.read(new ByteArrayInputStream(half), first, half.length);
                assertThatThrownBy(() -> HeldBytes.read(new ByteArrayInputStream(half), second, half.length))
                        .isInstanceOfSatisfying(
                                OverLimitException.class,
                                refusal -> assertThat(refusal.limit()).isEqualTo(OverLimitException.Limit.MEMORY));
            }
        }
        try (var third = memory.lease()) {
            assertThat(HeldBytes.read(new ByteArrayInputStream(half), third, half.length)
                            .length())
                    .isEqualTo(half.length);
        }
    }
}
