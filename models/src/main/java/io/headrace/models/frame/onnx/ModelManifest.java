package io.headrace.models.frame.onnx;

import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.Parameters;
import io.headrace.models.frame.ParametersRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the operator says of a model in {@code model.json} beside it, if anything: {@code {"name":"…","licence":"…","range":"0..1"}}.
 *
 * @param name for people
 * @param licence under which it may be used
 * @param range of the samples that a model of floats takes and gives
 */
public record ModelManifest(Optional<String> name, Optional<String> licence, SampleRange range) {

    static final String FILE = "model.json";

    private static final int MAX_TEXT = 200;
    private static final int MAX_FILE = 1 << 16;
    private static final Parameter.Text NAME = new Parameter.Text("name", MAX_TEXT, "For people.");
    private static final Parameter.Text LICENCE =
            new Parameter.Text("licence", MAX_TEXT, "Under which it may be used.");
    private static final Parameter.Choice RANGE = new Parameter.Choice(
            "range", SampleRange.texts(), SampleRange.UNIT.text(), "Of the samples of a model of floats.");

    static ModelManifest read(Path directory) throws ModelException {
        var file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return new ModelManifest(Optional.empty(), Optional.empty(), SampleRange.UNIT);
            }
            if (Files.size(file) > MAX_FILE) {
                throw new ModelException(FILE + " has more than " + MAX_FILE + " bytes.");
            }
            var fields = Parameters.of(Files.readString(file), List.of(NAME, LICENCE, RANGE));
            return new ModelManifest(fields.text(NAME), fields.text(LICENCE), SampleRange.named(fields.choice(RANGE)));
        } catch (IOException e) {
            throw new ModelException(FILE + " cannot be read", e);
        } catch (ParametersRefused e) {
            throw new ModelException(FILE + ": " + e.getMessage(), e);
        }
    }
}
