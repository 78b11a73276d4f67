package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({
        "12345, 12345",
        "7wei, 7",
        "10gwei, 10000000000",
        "0.5eth, 500000000000000000",
        "1ETH, 1000000000000000000",
        "0.000000000000000001eth, 1",
        "1.50gwei, 1500000000"
    })
    void readsEther(String typed, String wei) {
        assertThat(Amount.ofEth(typed)).isEqualTo(wei);
    }

    @ParameterizedTest
    @CsvSource({"100lpt, 100000000000000000000", "3, 3", "0.25lpt, 250000000000000000"})
    void readsTokens(String typed, String parts) {
        assertThat(Amount.ofTokens(typed)).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource({"1200, 1200", "0.3, 3/10", "2gwei, 2000000000", "1/3, 1/3", "0.001gwei, 1000000", "0, 0"})
    void readsPricesExactly(String typed, String price) {
        assertThat(Amount.ofPrice(typed)).isEqualTo(price);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0eth",
                "-1",
                "+1",
                "1e18",
                "1,5eth",
                ".5eth",
                "0.5",
                "0.0000000000000000001eth",
                "5lpt",
                "five",
                "1 000",
                "0x10"
            })
    void refusesEtherThatIsNone(String typed) {
        assertThatThrownBy(() -> Amount.ofEth(typed))
                .isInstanceOfSatisfying(
                        CommandFailed.class,
                        failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.WRONG_USE))
                .hasMessageContaining("0.5eth");
    }

    @Test
    void refusesMoreThanAnyChainHolds() {
        assertThatThrownBy(() -> Amount.ofEth("9".repeat(79))).isInstanceOf(CommandFailed.class);
        assertThatThrownBy(() -> Amount.ofEth("9".repeat(1_000) + "eth")).hasMessageContaining("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/0", "1/00", "/3", "a/b", "1/-3"})
    void refusesPricesThatAreNone(String typed) {
        assertThatThrownBy(() -> Amount.ofPrice(typed)).isInstanceOf(CommandFailed.class);
    }

    @ParameterizedTest
    @CsvSource({"10, 100000", "50.25%, 502500", "0, 0", "100 %, 1000000", "0.0001, 1"})
    void readsPercentAsMillionths(String typed, String millionths) {
        assertThat(Percent.inMillionths(typed)).isEqualTo(millionths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.0001", "101", "-1", "0.00001", "half", ""})
    void refusesSharesThatAreNone(String typed) {
        assertThatThrownBy(() -> Percent.inMillionths(typed)).isInstanceOf(CommandFailed.class);
    }
}
