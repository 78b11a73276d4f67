package io.headrace.sdk.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.headrace.sdk.shape.Everything.Circle;
import io.headrace.sdk.shape.Everything.Tree;
import io.headrace.sdk.shape.Everything.UnitSquare;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ValueWriterTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static String write(String component, Object value) {
        var shapes = Everything.shapes(component);
        return ValueWriter.write(shapes, shapes.root("it"), value);
    }

    @Test
    void writesWhatWasRead() {
        var shapes = Everything.shapes("everything");
        var read = (Reading.Read) ValueReader.read(shapes, shapes.root("it"), Everything.RIGHT.getBytes(UTF_8));

        var written = ValueWriter.write(shapes, shapes.root("it"), read.value());

        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(Everything.RIGHT));
    }

    @Test
    void staysInOneLine() {
        assertThat(write("tree", new Tree("a\nb", List.of()))).isEqualTo("{\"name\":\"a\\nb\",\"branches\":[]}");
    }

    @Test
    void tagsTheCasesOfASealedInterface() {
        assertThat(write("figure", new UnitSquare())).isEqualTo("{\"type\":\"unit-square\"}");
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatIllegalStateException()
                .isThrownBy(() -> write("figure", new Circle(Double.NaN)))
                .withMessage("NaN has no form in JSON");
    }

    record Answer(Optional<String> note) {}

    record Answers(Answer answer) {}

    @Test
    @SuppressWarnings({"NullAway", "NullOptional"}) // An author's mistake, made on purpose.
    void saysWhichComponentIsNull() {
        var shapes = Shapes.of(java.util.Map.of("it", Everything.typeOf(Answers.class, "answer")));

        assertThatIllegalStateException()
                .isThrownBy(() -> ValueWriter.write(shapes, shapes.root("it"), new Answer(null)))
                .withMessage("Answer.note is null; what may be missing is an Optional");
    }
}
