package io.headrace.models.batch.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.media.MediaBytes;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {

    private static String written(Reply reply) throws Exception {
        var out = new ByteArrayOutputStream();
        new ReplyWriter(out, "a test").write(reply);
        return out.toString(UTF_8);
    }

    private static NumberField field(float... numbers) {
        return new NumberField() {
            @Override
            public int width() {
                return 2;
            }

            @Override
            public int height() {
                return numbers.length / 2;
            }

            @Override
            public float at(int x, int y) {
                return numbers[2 * y + x];
            }
        };
    }

    @Test
    void writesEachShapeOfTheContract() throws Exception {
        Medium file = new Medium.File("audio/wav", MediaBytes.owning(new byte[] {1, 2}));

        assertThat(written(new Reply.Text("a \"b\"\n"))).isEqualTo("{\"text\":\"a \\\"b\\\"\\n\"}");
        assertThat(written(new Reply.Audio(file))).isEqualTo("{\"audio\":{\"url\":\"data:audio/wav;base64,AQI=\"}}");
        assertThat(written(new Reply.Images(List.of(file, file), 7)))
                .isEqualTo("{\"images\":[{\"url\":\"data:audio/wav;base64,AQI=\",\"seed\":7,\"nsfw\":false},"
                        + "{\"url\":\"data:audio/wav;base64,AQI=\",\"seed\":7,\"nsfw\":false}]}");
        assertThat(written(new Reply.Frames(List.of(), 0))).isEqualTo("{\"frames\":[[]]}");
    }

    @Test
    void writesNumbersShortly() throws Exception {
        var masks = new Reply.Masks(
                List.of(field(0, 1, -0.5f, 12.345f), field(-0.001f, 0.05f)),
                List.of(0.98765, 0.5),
                List.of(field(2, -16)));

        assertThat(written(masks))
                .isEqualTo("{\"masks\":\"[[[0,1],[-0.50,12.35]],[[0,0.05]]]\",\"scores\":\"[0.9877,0.5000]\","
                        + "\"logits\":\"[[[2,-16]]]\"}");
    }
}
