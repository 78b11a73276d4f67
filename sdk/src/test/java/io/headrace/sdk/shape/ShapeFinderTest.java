package io.headrace.sdk.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.sdk.Max;
import io.headrace.sdk.Min;
import io.headrace.sdk.NotBlank;
import io.headrace.sdk.Pattern;
import io.headrace.sdk.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeFinderTest {
    record Page<T>(List<T> items) {}

    sealed interface Event permits Tick {}

    record Tick(String type) implements Event {}

    sealed interface Animal permits Cat {}

    static final class Cat implements Animal {}

    record Outer() {
        record Tree() {}
    }

    record Same(Outer.Tree ours, Everything.Tree theirs) {}

    @SuppressWarnings({"unused", "ArrayRecordComponent"})
    record Mistakes(
            @Min(1) String minOfText,
            @Size(max = 3) int sizeOfNumber,
            @Pattern("a") boolean patternOfTruth,
            @Size(min = 4, max = 3) String emptySize,
            @Min(3) @Max(2) int emptyRange,
            @Max(0.5) int halfBound,
            @Max(3e9) int boundBeyondType,
            @NotBlank @Pattern("a") String twice,
            List<@NotBlank Integer> inside,
            Object anything,
            Map<Integer, String> numberedKeys,
            Optional<Optional<String>> nested,
            Page<String> generic,
            Event taggedTwice,
            Animal noRecord,
            Same sameName,
            String[] array) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minOfText       | there: @Min says nothing about a String",
                "sizeOfNumber    | there: @Size says nothing about a int",
                "patternOfTruth  | there: @Pattern says nothing about a boolean",
                "emptySize       | there: @Size from 4 to 3 lets nothing through",
                "emptyRange      | there: @Min(3) and @Max(2) let nothing through",
                "halfBound       | there: the bound 0.5 is no whole number of its type",
                "boundBeyondType | there: the bound 3.0E9 is no whole number of its type",
                "twice           | there: @Pattern says already whether it may be blank",
                "inside          | there[]: @NotBlank says nothing about a Integer",
                "anything        | there: a java.lang.Object has no form in JSON here",
                "numberedKeys    | there: a java.util.Map has no form in JSON here",
                "nested          | there: an Optional of an Optional",
                "generic         | Page has no form in JSON here",
                "taggedTwice     | Tick.type is in the way of the field \"type\"",
                "noRecord        | Cat has no form in JSON here",
                "sameName        | Same.theirs: two types are called Tree",
                "array           | String; has no form in JSON here",
            })
    void saysWhichPlaceOfATypeIsWrong(String component, String sentence) {
        var type = Everything.typeOf(Mistakes.class, component);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapes.of(Map.of("there", type)))
                .withMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"maxWords,max_words", "url,url", "imageURL,image_url", "topKWords,top_k_words", "a1b,a1b"})
    void spellsComponentsAsTheNetworkDoes(String java, String json) {
        assertThat(JsonName.ofComponent(java)).isEqualTo(json);
    }

    @Test
    void spellsConstantsAndCasesWithHyphens() {
        assertThat(JsonName.ofConstant(Everything.Colour.LIGHT_BLUE)).isEqualTo("light-blue");
        assertThat(JsonName.ofCase(Everything.UnitSquare.class)).isEqualTo("unit-square");
    }
}
