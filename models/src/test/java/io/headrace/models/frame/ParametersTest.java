package io.headrace.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private static final Parameter.Numeric SIZE = new Parameter.Numeric("size", 1, 9, 3, "How large.");
    private static final Parameter.Choice LOOK =
            new Parameter.Choice("look", List.of("warm", "cool"), "warm", "Which.");
    private static final Parameter.Text NOTE = new Parameter.Text("note", 5, "Anything.");
    private static final List<Parameter> ALL = List.of(SIZE, LOOK, NOTE);

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "null", "{\"size\":null}"})
    void takesTheUsualForWhatIsNotSaid(String json) throws Exception {
        var parameters = Parameters.of(json, ALL);

        assertThat(parameters.number(SIZE)).isEqualTo(3);
        assertThat(parameters.choice(LOOK)).isEqualTo("warm");
        assertThat(parameters.text(NOTE)).isEmpty();
    }

    @Test
    void readsWhatIsSaid() throws Exception {
        var parameters = Parameters.of("{\"size\":4.5,\"look\":\"cool\",\"note\":\"hello\"}", ALL);

        assertThat(parameters.number(SIZE)).isEqualTo(4.5);
        assertThat(parameters.choice(LOOK)).isEqualTo("cool");
        assertThat(parameters.text(NOTE)).contains("hello");
    }

    @Test
    void refusesWhatItDoesNotKnowByName() {
        assertThatThrownBy(() -> Parameters.of("{\"sise\":4}", ALL))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("\"sise\"")
                .hasMessageContaining("size, look, note");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"size\":0.99}|1..9",
                "{\"size\":10}|1..9",
                "{\"size\":\"4\"}|1..9",
                "{\"size\":[]}|1..9",
                "{\"look\":\"WARM\"}|warm, cool",
                "{\"look\":1}|warm, cool",
                "{\"note\":\"longer\"}|5 characters",
            })
    void refusesValuesWithWhatMayBeSaid(String json, String allowed) throws Exception {
        var parameters = Parameters.of(json, ALL);

        assertThatThrownBy(() -> {
                    parameters.number(SIZE);
                    parameters.choice(LOOK);
                    parameters.text(NOTE);
                })
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining(allowed);
    }

    @Test
    void refusesFractionsWhereThingsAreCounted() throws Exception {
        var parameters = Parameters.of("{\"size\":4.5}", ALL);

        assertThatThrownBy(() -> parameters.whole(SIZE)).hasMessageContaining("whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "\"x\"", "{", "{\"size\":1}}", "nonsense"})
    void refusesWhatIsNoObject(String json) {
        assertThatThrownBy(() -> Parameters.of(json, ALL)).isInstanceOf(ParametersRefused.class);
    }

    @Test
    void refusesNestingWithoutEndAndTooMuchText() {
        assertThatThrownBy(() -> Parameters.of("[".repeat(100_000), ALL)).isInstanceOf(ParametersRefused.class);
        assertThatThrownBy(() -> Parameters.of(" ".repeat(Parameters.MAX_LENGTH + 1), ALL))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining("4194304");
    }
}
