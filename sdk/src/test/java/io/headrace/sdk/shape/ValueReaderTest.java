package io.headrace.sdk.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.headrace.sdk.shape.Everything.Circle;
import io.headrace.sdk.shape.Everything.Colour;
import io.headrace.sdk.shape.Everything.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ValueReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Shapes SHAPES = Everything.shapes("everything");

    private static Reading read(String json) {
        return ValueReader.read(SHAPES, SHAPES.root("it"), json.getBytes(UTF_8));
    }

    private static List<Violation> violations(String json) {
        return read(json) instanceof Reading.Refused(var violations) ? violations : List.of();
    }

    /** The right one with one field put, or taken out. */
    private static String with(String field, Optional<JsonNode> value) {
        var document = (ObjectNode) JSON.readTree(Everything.RIGHT);
        value.ifPresentOrElse(put -> document.set(field, put), () -> document.remove(field));
        return document.toString();
    }

    @Test
    void readsEverything() {
        assertThat(read(Everything.RIGHT))
                .isInstanceOfSatisfying(
                        Reading.Read.class,
                        read -> assertThat(read.value())
                                .asInstanceOf(type(Everything.class))
                                .satisfies(value -> {
                                    assertThat(value.data()).containsExactly(1, 2, 3);
                                    assertThat(value.colour()).isEqualTo(Colour.LIGHT_BLUE);
                                    assertThat(value.figure()).isEqualTo(new Circle(2));
                                    assertThat(value.stock()).isEqualTo(Map.of("nut", 3));
                                    assertThat(value.weight()).isEqualTo(1.5f);
                                    assertThat(value.maxWords()).isEmpty();
                                    assertThat(value.tree()).contains(new Tree("t", List.of(new Tree("u", List.of()))));
                                }));
    }

    @Test
    void passesOverWhatNoSchemaNames() {
        assertThat(read(with("novel", Optional.of(JSON.readTree("[1]"))))).isInstanceOf(Reading.Read.class);
    }

    @Test
    void takesWholeNumbersHoweverTheyAreWritten() {
        assertThat(read(with("count", Optional.of(JSON.readTree("3"))).replace("\"count\":3", "\"count\":0.3e1")))
                .isInstanceOfSatisfying(
                        Reading.Read.class,
                        read -> assertThat(((Everything) read.value()).count()).isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "title     | 7              | body.title          | string_type",
                "title     | \"  \"         | body.title          | string_blank",
                "title     | \"123456789\"  | body.title          | string_too_long",
                "code      | \"ab-\"        | body.code           | string_pattern_mismatch",
                "count     | 0              | body.count          | greater_than_equal",
                "count     | 11             | body.count          | less_than_equal",
                "count     | 1.5            | body.count          | int_from_float",
                "count     | \"1\"          | body.count          | int_type",
                "total     | -1             | body.total          | greater_than_equal",
                "total     | 9223372036854775808 | body.total     | less_than_equal",
                "share     | 1.01           | body.share          | less_than_equal",
                "share     | true           | body.share          | float_type",
                "weight    | 1e39           | body.weight         | less_than_equal",
                "urgent    | 1              | body.urgent         | bool_type",
                "data      | 1              | body.data           | bytes_type",
                "data      | \"*\"          | body.data           | bytes_invalid_encoding",
                "data      | \"\"           | body.data           | too_short",
                "data      | \"AQIDBAU=\"   | body.data           | too_long",
                "colour    | \"RED\"        | body.colour         | enum",
                "tags      | {}             | body.tags           | list_type",
                "tags      | []             | body.tags           | too_short",
                "tags      | [\"\",\"\",\"\",\"\"] | body.tags    | too_long",
                "tags      | [\"a\",\" \"]  | body.tags.1         | string_blank",
                "stock     | []             | body.stock          | dict_type",
                "stock     | {\"nut\":-1}   | body.stock.nut      | greater_than_equal",
                "stock     | {\"a\":1,\"b\":1,\"c\":1} | body.stock | too_long",
                "max_words | 4              | body.max_words      | greater_than_equal",
                "figure    | {}             | body.figure         | union_tag_not_found",
                "figure    | {\"type\":\"cube\"} | body.figure    | union_tag_invalid",
                "figure    | {\"type\":\"circle\"} | body.figure.radius | missing",
                "figure    | {\"type\":\"circle\",\"radius\":-1} | body.figure.radius | greater_than_equal",
                "tree      | []             | body.tree           | model_type",
                "tree      | {\"name\":\"t\",\"branches\":[{\"name\":1}]} | body.tree.branches.0.name | string_type",
                "title     | null           | body.title          | string_type",
                "title     |                | body.title          | missing",
            })
    void namesThePlaceOfEachViolation(String field, String value, String loc, String kind) {
        var violations = violations(with(field, Optional.ofNullable(value).map(JSON::readTree)));

        assertThat(violations).isNotEmpty().first().satisfies(violation -> {
            assertThat(String.join(
                            ".", violation.loc().stream().map(Object::toString).toList()))
                    .isEqualTo(loc);
            assertThat(violation.type()).isEqualTo(kind);
        });
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        assertThat(violations("{\"title\":\" \",\"tags\":[\"a\"]}"))
                .extracting(Violation::type)
                .containsExactly(
                        "string_blank",
                        "missing",
                        "missing",
                        "missing",
                        "missing",
                        "missing",
                        "missing",
                        "missing",
                        "missing",
                        "missing",
                        "missing");
    }

    record Interval(int from, int to) {
        Interval {
            if (from > to) {
                throw new IllegalArgumentException("it ends before it begins");
            }
        }
    }

    record Booking(Interval interval) {}

    @Test
    void asksTheRecordItself() {
        var shapes = Shapes.of(Map.of("it", Everything.typeOf(Booking.class, "interval")));

        var reading = ValueReader.read(shapes, shapes.root("it"), "{\"from\":2,\"to\":1}".getBytes(UTF_8));

        assertThat(reading)
                .isEqualTo(new Reading.Refused(List.of(
                        new Violation(List.of("body"), "Value error, it ends before it begins", "value_error"))));
    }

    @Nested
    class Hostile {
        private static final String DEEP = "[".repeat(1_000_000);

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "[1,]", "{\"a\":1}}", "{\"a\":1,\"a\":2}", "nul", "{\"count\":NaN}"})
        void isNoJson(String text) {
            assertThat(violations(text)).singleElement().satisfies(only -> {
                assertThat(only.loc()).containsExactly("body");
                assertThat(only.type()).isEqualTo("json_invalid");
            });
        }

        @Test
        void isNestedTooDeep() {
            assertThat(violations(DEEP)).extracting(Violation::type).containsExactly("json_invalid");
        }

        @Test
        void hasMoreTokensThanAreTaken() {
            var text = "[" + "0,".repeat(ValueReader.TOKENS) + "0]";

            assertThat(violations(text)).extracting(Violation::type).containsExactly("json_invalid");
        }

        @ParameterizedTest
        @CsvSource({
            "1e999999999, less_than_equal",
            "-1e999999999, greater_than_equal",
            "1e-999999999, greater_than_equal",
            "1.000000001e0, int_from_float"
        })
        void hasNumbersThatWouldBeVeryLong(String number, String kind) {
            var text = Everything.RIGHT.replace("\"count\":1", "\"count\":" + number);

            assertThat(violations(text)).extracting(Violation::type).containsExactly(kind);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e999999999", "1e-999999999", "1e309"})
        void hasDecimalsBeyondTheirType(String number) {
            var text = Everything.RIGHT.replace("\"share\":0.5", "\"share\":" + number);

            assertThat(read(text).toString()).doesNotContain("Infinity");
            assertThat(violations(text).isEmpty()).isEqualTo(number.startsWith("1e-"));
        }

        @Test
        void hasMoreDigitsThanAreTaken() {
            var text = Everything.RIGHT.replace("\"count\":1", "\"count\":" + "1".repeat(ValueReader.DIGITS + 1));

            assertThat(violations(text)).extracting(Violation::type).containsExactly("json_invalid");
        }

        @Test
        void hasMoreViolationsThanAreTold() {
            var branches = "{},".repeat(1_000) + "{}";
            var text = with("tree", Optional.of(JSON.readTree("{\"name\":\"t\",\"branches\":[" + branches + "]}")));

            assertThat(violations(text)).hasSize(ValueReader.MAX_VIOLATIONS);
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "[]", "\"text\"", "1"})
        void isNoObject(String text) {
            assertThat(violations(text)).extracting(Violation::type).containsExactly("model_type");
        }

        @Test
        void isNoText() {
            var reading = ValueReader.read(SHAPES, SHAPES.root("it"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

            assertThat(reading).isInstanceOf(Reading.Refused.class);
        }
    }
}
