package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Revert;
import io.headrace.chain.redemption.Ending;
import io.headrace.payments.Wei;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTextTest {

    static Stream<Ending> endings() {
        return Stream.concat(
                Stream.of(
                        new Ending.Paid(Wei.parse("123456789012345678901234567890"), "0xabc"),
                        new Ending.Paid(Wei.ZERO, "block 7, transaction 3"),
                        new Ending.UsedBefore(),
                        new Ending.Expired(7, 9)),
                Arrays.stream(Revert.values()).map(Ending.Worthless::new));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void readsEveryEndingAsItWasWritten(Ending ending) {
        assertThat(EndingText.decode(EndingText.encode(ending))).isEqualTo(ending);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lost", "paid", "paid 5", "paid five tx", "expired 1", "expired a b", "worthless LUCK"})
    void refusesWhatNoEndingWrites(String line) {
        assertThatThrownBy(() -> EndingText.decode(line)).isInstanceOf(StoreException.class);
    }
}
