package io.headrace.models.batch.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headrace.models.batch.form.RequestRefused.Fault;
import io.headrace.models.runner.Multipart;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormReaderTest {

    private static final Multipart WHOLE = new Multipart()
            .field("prompt", "größer")
            .field("empty", "")
            .file("image", "image/png", new byte[] {1, 2, '\r', '\n', '-', '-', 3})
            .file("image", "", new byte[0]);

    private static Form multipart(Multipart body) throws RequestRefused {
        return FormReader.read(body.contentType(), body.bytes());
    }

    private static Form json(String body) throws RequestRefused {
        return FormReader.read("application/json; charset=utf-8", body.getBytes(UTF_8));
    }

    private static Fault fault(String contentType, String body) {
        return catchThrowableOfType(RequestRefused.class, () -> FormReader.read(contentType, body.getBytes(UTF_8)))
                .fault();
    }

    @Test
    void readsFieldsAndFilesOfMultipart() throws Exception {
        var form = multipart(WHOLE);

        assertThat(form.text("prompt")).contains("größer");
        assertThat(form.text("empty")).isEmpty();
        assertThat(form.files("image")).hasSize(2);
        assertThat(form.files("image").getFirst().toArray()).containsExactly(1, 2, '\r', '\n', '-', '-', 3);
        assertThat(form.files("image").getFirst().mediaType()).isEqualTo("image/png");
        assertThat(form.files("image").getLast().length()).isZero();
    }

    @Test
    void readsThePreambleAndQuotedNamesThatTheStandardAllows() throws Exception {
        var body =
                "preamble\r\n--b\r\ncontent-disposition: form-data; name=\"a \\\"b\\\"\"\r\n\r\nvalue\r\n--b--\r\nepilogue";

        var form = FormReader.read("multipart/form-data; boundary=\"b\"", body.getBytes(UTF_8));

        assertThat(form.fields()).isEqualTo(Map.of("a \"b\"", "value"));
    }

    @Test
    void readsJsonOfAnyMediaTypeThatPeersUse() throws Exception {
        assertThat(json("{\"text\":\"hi\",\"seed\":7,\"flag\":true,\"none\":null}")
                        .fields())
                .isEqualTo(Map.of("text", "hi", "seed", "7", "flag", "true"));
        assertThat(FormReader.read("", "{}".getBytes(UTF_8)).fields()).isEmpty();
        assertThat(FormReader.read("text/plain", "{}".getBytes(UTF_8)).fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data             | x             | BAD_VALUE",
                "multipart/form-data; boundary=b | x             | BAD_VALUE",
                "multipart/form-data; boundary=b | --b           | BAD_VALUE",
                "multipart/form-data; boundary=b | --b--         | ",
                "application/x-www-form-urlencoded | a=b         | UNKNOWN_MEDIA",
                "image/png                       | x             | UNKNOWN_MEDIA",
                "application/json                | {             | BAD_VALUE",
                "application/json                | []            | WRONG_FIELD",
                "application/json                | {\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]} | BAD_VALUE"
            })
    void refusesWhatIsNoForm(String contentType, String body, Fault fault) throws Exception {
        if (fault == null) {
            assertThat(FormReader.read(contentType, body.getBytes(UTF_8)).fields())
                    .isEmpty();
        } else {
            assertThat(fault(contentType, body)).isEqualTo(fault);
        }
    }

    @Test
    void refusesTooManyPartsAndFieldsThatAreTooLong() {
        var many = new Multipart();
        for (int i = 0; i < 65; i++) {
            many.field("f" + i, "x");
        }
        assertThatThrownBy(() -> multipart(many)).hasMessageContaining("64 parts");
        assertThatThrownBy(() -> multipart(new Multipart().field("f", "x".repeat(MultipartReader.MAX_TEXT + 1))))
                .hasMessageContaining("\"f\" has more than");
    }

    @Test
    void neverFailsButByRefusing() {
        var random = new Random(7);
        for (int n = 0; n < 20_000; n++) {
            byte[] body = WHOLE.bytes();
            for (int change = 0; change <= n % 4; change++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                FormReader.read(WHOLE.contentType(), Arrays.copyOf(body, body.length - n % 3 * 7));
            } catch (RequestRefused refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void readsValuesWithinTheirRanges() throws Exception {
        var form = json(
                "{\"n\":\"3\",\"f\":1.5,\"yes\":\"True\",\"no\":\"0\",\"big\":1e300,\"s\":4294967295,\"nan\":\"NaN\"}");

        assertThat(form.whole("n", 1, 0, 5)).isEqualTo(3);
        assertThat(form.whole("absent", 4, 0, 5)).isEqualTo(4);
        assertThat(form.number("f", 0, 0, 2)).isEqualTo(1.5);
        assertThat(form.flag("yes", false)).isTrue();
        assertThat(form.flag("no", true)).isFalse();
        assertThat(form.seed("s", 0)).isEqualTo(4_294_967_295L);
        assertThatThrownBy(() -> form.whole("f", 0, 0, 2)).hasMessage("f is a whole number; got \"1.5\".");
        assertThatThrownBy(() -> form.number("big", 0, 0, 2)).hasMessage("big is 0 to 2; got \"1.0E300\".");
        assertThatThrownBy(() -> form.number("nan", 0, 0, 2)).hasMessageContaining("nan is 0 to 2");
        assertThatThrownBy(() -> form.number("yes", 0, 0, 2)).hasMessage("yes is a number; got \"True\".");
        assertThatThrownBy(() -> form.flag("n", true)).hasMessage("n is true or false; got \"3\".");
        assertThatThrownBy(() -> form.required("absent", 9)).hasMessage("absent is missing.");
        assertThatThrownBy(() -> form.required("yes", 3)).hasMessage("yes has at most 3 characters; got 4.");
        assertThatThrownBy(() -> form.file("absent")).hasMessageContaining("absent is one file; got 0");
    }
}
