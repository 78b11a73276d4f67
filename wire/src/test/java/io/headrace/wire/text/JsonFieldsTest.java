package io.headrace.wire.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    /** Ten characters are enough to write a number that has a million digits. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999", "-1e999999", "1e400"})
    void refusesANumberThatIsLargerThanAnyItTakes(String number) throws Exception {
        var fields = JsonFields.parse("{\"n\":" + number + ",\"list\":[" + number + "]}", "test");

        assertThatThrownBy(() -> fields.whole("n")).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> fields.decimal("n")).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> fields.exact("n")).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> fields.decimals("list")).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> fields.integer("n")).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-999999", "0.4", "-0.4"})
    void cutsAFractionOff(String number) throws Exception {
        assertThat(JsonFields.parse("{\"n\":" + number + "}", "test").whole("n"))
                .hasValue(0);
    }
}
