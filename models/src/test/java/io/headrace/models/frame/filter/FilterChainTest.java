package io.headrace.models.frame.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.models.frame.Canvas;
import io.headrace.models.frame.ParametersRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterChainTest {

    @Test
    void appliesFiltersInTheirOrder() throws Exception {
        try (var chain = Filters.chain()
                        .open(
                                "{\"filters\":[{\"name\":\"lut\",\"look\":\"warm\"},{\"name\":\"lut\",\"look\":\"invert\"}]}");
                var reversed = Filters.chain()
                        .open(
                                "{\"filters\":[{\"name\":\"lut\",\"look\":\"invert\"},{\"name\":\"lut\",\"look\":\"warm\"}]}")) {
            assertThat(Canvas.sample(chain.apply(Canvas.plain(8, 8, 0.5f, 0.5f, 0.5f)), 0, 3, 3))
                    .isCloseTo(0.42f, within(0.001f));
            assertThat(Canvas.sample(reversed.apply(Canvas.plain(8, 8, 0.5f, 0.5f, 0.5f)), 0, 3, 3))
                    .isCloseTo(0.58f, within(0.001f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"filters\":[]}", "{\"filters\":[{\"name\":\"blur\",\"strength\":0}]}"})
    void passesPicturesThroughWhenThereIsNothingToDo(String parameters) throws Exception {
        try (var chain = Filters.chain().open(parameters)) {
            assertThat(chain.isIdentity()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"filters\":{}}|list",
                "{\"filters\":[\"blur\"]}|\"name\"",
                "{\"filters\":[{\"radius\":3}]}|\"name\"",
                "{\"filters\":[{\"name\":\"sharpen\"}]}|\"sharpen\"",
                "{\"filters\":[{\"name\":\"filter\"}]}|There is no filter",
                "{\"filters\":[{\"name\":\"blur\",\"radius\":0}]}|Filter blur: \"radius\" is a number in 1..100",
                "{\"filters\":[{},{},{},{},{},{},{},{},{}]}|up to 8",
                "{\"filter\":[]}|\"filter\"",
            })
    void refusesChainsThatMakeNoSense(String parameters, String reason) {
        assertThatThrownBy(() -> Filters.chain().open(parameters))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining(reason);
    }
}
