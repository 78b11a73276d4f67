package io.headrace.models.frame.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.frame.Kind;
import io.headrace.models.frame.onnx.TestModels;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePipelinesTest {

    @Test
    void hasItsOwnWithoutADirectory() {
        var pipelines = FramePipelines.builtIn(Optional.empty(), 1);

        assertThat(pipelines.models())
                .containsExactly("noop", "edges", "edge-preserving", "cartoon", "lut", "blur", "filter", "comfyui");
        assertThat(pipelines.models())
                .allSatisfy(model ->
                        assertThat(pipelines.find(model).orElseThrow().model()).isEqualTo(model));
        assertThat(pipelines.find("stabilityai/sd-turbo")).isEmpty();
    }

    @Test
    void hasTheOperatorsModelsBesidesButNotInPlaceOfItsOwn(@TempDir Path directory) throws Exception {
        TestModels.put(directory, "mine", TestModels.invert());
        TestModels.put(directory, "noop", TestModels.invert());
        var pipelines = FramePipelines.builtIn(Optional.of(directory), 1);

        assertThat(pipelines.models()).endsWith("comfyui", "mine").doesNotHaveDuplicates();
        assertThat(pipelines.find("mine").orElseThrow().kind()).isEqualTo(Kind.REAL);
        assertThat(pipelines.find("noop").orElseThrow().kind()).isEqualTo(Kind.CLASSIC);
    }
}
