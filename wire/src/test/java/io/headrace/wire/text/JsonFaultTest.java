package io.headrace.wire.text;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonFaultTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{bad | invalid character 'b' looking for beginning of object key string",
                "`` | unexpected end of JSON input",
                "` ` | unexpected end of JSON input",
                "{'a | unexpected end of JSON input",
                "{'a' 1} | invalid character '1' after object key",
                "{'a':} | invalid character '}' looking for beginning of value",
                "{'a':1 'b'} | invalid character '\"' after object key:value pair",
                "{'a':1,} | invalid character '}' looking for beginning of object key string",
                "[1 2] | invalid character '2' after array element",
                "[1,] | invalid character ']' looking for beginning of value",
                "{} x | invalid character 'x' after top-level value",
                "trUe | invalid character 'U' in literal true (expecting 'u')",
                "nul | unexpected end of JSON input",
                "-x | invalid character 'x' in numeric literal",
                "01 | invalid character '1' after top-level value",
                "1.x | invalid character 'x' after decimal point in numeric literal",
                "1e+x | invalid character 'x' in exponent of numeric literal",
                "'\\x' | invalid character 'x' in string escape code",
                "'\\u00g0' | invalid character 'g' in \\u hexadecimal character escape",
                "& | invalid character '&' looking for beginning of value",
                "\\ | invalid character '\\\\' looking for beginning of value"
            })
    void saysWhatTheReferenceSays(String text, String sentence) {
        assertThatThrownBy(() -> JsonFault.check(text.replace('\'', '"'))).hasMessage(sentence);
    }

    @Test
    void showsCharactersThatCannotBeSeen() {
        assertThatThrownBy(() -> JsonFault.check("\"\n\"")).hasMessage("invalid character '\\n' in string literal");
        assertThatThrownBy(() -> JsonFault.check("'")).hasMessageStartingWith("invalid character '\\'' looking");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " [ ] ", "{\"a\":[1,-0.5e+7,true,false,null,\"\\u00e9\\n\"],\"b\":{}}", "0", "\"é\"", "1E5"
            })
    void findsNothingWhereNothingIsWrong(String text) {
        assertThatCode(() -> JsonFault.check(text)).doesNotThrowAnyException();
    }

    @Test
    void endsWhereNestingIsTooDeep() {
        assertThatThrownBy(() -> JsonFault.check("[".repeat(60_000))).hasMessage("exceeded max depth");
        assertThatThrownBy(() -> JsonFields.parse("{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}", "t")
                        .text("a"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void judgesAsTheParserBehindItDoes() {
        var random = new Random(17);
        var json = new JsonMapper();
        var pieces =
                new String[] {"{", "}", "[", "]", ",", ":", "\"a\"", "1", "-", "0", ".5", "e1", "true", "nul", " "};
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int piece = 1 + random.nextInt(7); piece > 0; piece--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            boolean parsed;
            try {
                parsed = !json.readTree(text.toString()).isMissingNode();
            } catch (JacksonException fault) {
                parsed = false;
            }
            if (parsed) {
                assertThatCode(() -> JsonFault.check(text.toString()))
                        .as(text.toString())
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> JsonFault.check(text.toString()))
                        .as(text.toString())
                        .isInstanceOf(UnreadableException.class);
            }
        }
    }
}
