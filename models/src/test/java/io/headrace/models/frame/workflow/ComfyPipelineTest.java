package io.headrace.models.frame.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.headrace.models.frame.Canvas;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.frame.catalog.FramePipelines;
import io.headrace.models.frame.onnx.TestModels;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComfyPipelineTest {

    @TempDir
    Path models;

    private FramePipeline comfy;

    @BeforeEach
    void find() throws Exception {
        TestModels.put(models, "negative", TestModels.invert());
        comfy = FramePipelines.builtIn(Optional.of(models), 1).find("comfyui").orElseThrow();
    }

    /** A workflow in which apostrophes stand for quotes. */
    private static String workflow(String nodes) {
        return "{\"prompt\":{" + nodes.replace('\'', '"') + "}}";
    }

    private static String warmThenInverted(String look) {
        return workflow("""
                '1': {'class_type': 'LoadImage', 'inputs': {'image': 'example.png'}, '_meta': {'title': 'in'}},
                '4': {'class_type': 'SaveTensor', 'inputs': {'images': ['3', 0]}},
                '3': {'class_type': 'Lut', 'inputs': {'image': ['2', 0], 'look': 'invert'}},
                '2': {'class_type': 'Lut', 'inputs': {'image': [1, 0], 'look': '%s'}}""".formatted(look));
    }

    private float red(String parameters) throws Exception {
        try (var transform = comfy.open(parameters)) {
            return Canvas.sample(transform.apply(Canvas.plain(32, 32, 0.5f, 0.5f, 0.5f)), 0, 7, 7);
        }
    }

    @Test
    void followsTheLinksFromInputToOutput() throws Exception {
        assertThat(red(warmThenInverted("warm"))).isCloseTo(0.42f, within(0.001f));
        assertThat(red(warmThenInverted("mono"))).isCloseTo(0.5f, within(0.001f));
    }

    @Test
    void takesTheWorkflowAsText() throws Exception {
        String object = warmThenInverted("warm");
        String prompt = object.substring("{\"prompt\":".length(), object.length() - 1);
        String text = "{\"prompt\":\"" + prompt.replace("\"", "\\\"").replace("\n", " ") + "\"}";

        assertThat(red(text)).isCloseTo(0.42f, within(0.001f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"prompt\":{}}", "{\"prompt\":\"\"}", "{\"prompt\":null}", "{\"prompt\":\"{}\"}"})
    void passesPicturesThroughWithoutAWorkflow(String parameters) throws Exception {
        try (var transform = comfy.open(parameters)) {
            assertThat(transform.isIdentity()).isTrue();
        }
    }

    @Test
    void passesPicturesThroughAWorkflowThatDoesNothing() throws Exception {
        try (var transform = comfy.open(workflow("""
                'a': {'class_type': 'PrimaryInputLoadImage'},
                'b': {'class_type': 'PreviewImage', 'inputs': {'images': ['a', 0]}}"""))) {
            assertThat(transform.isIdentity()).isTrue();
        }
    }

    @Test
    void runsTheOperatorsModels() throws Exception {
        assertThat(red(workflow("""
                'in': {'class_type': 'LoadTensor', 'inputs': {}},
                'warm': {'class_type': 'Lut', 'inputs': {'image': ['in', 0], 'look': 'warm'}},
                'net': {'class_type': 'OnnxImage', 'inputs': {'image': ['warm', 0], 'model': 'negative'}},
                'out': {'class_type': 'SaveImage', 'inputs': {'images': ['net', 0]}}"""))).isCloseTo(0.42f, within(0.001f));
    }

    @Test
    void showsTheFirstOfSeveralOutputs() throws Exception {
        assertThat(red(workflow("""
                'in': {'class_type': 'LoadTensor'},
                'other': {'class_type': 'Lut', 'inputs': {'image': ['in', 0], 'look': 'invert'}},
                'look': {'class_type': 'Lut', 'inputs': {'image': ['in', 0], 'look': 'warm'}},
                'first': {'class_type': 'SaveTensor', 'inputs': {'images': ['look', 0]}},
                'second': {'class_type': 'PreviewImage', 'inputs': {'images': ['other', 0]}}"""))).isCloseTo(0.58f, within(0.001f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Edges", "EdgePreserving", "Cartoon", "Lut", "Blur"})
    void hasANodeForEachFilter(String className) throws Exception {
        try (var transform = comfy.open(workflow("""
                '1': {'class_type': 'LoadTensor'},
                '2': {'class_type': '%s', 'inputs': {'image': ['1', 0], 'strength': 0.5}},
                '3': {'class_type': 'SaveTensor', 'inputs': {'images': ['2', 0]}}""".formatted(className)))) {
            assertThat(transform.isIdentity()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'9':{'class_type':'KSampler','inputs':{}}|Node 9 is of class \"KSampler\"",
                "'3':{'inputs':{}}|class_type",
                "'3':7|class_type",
                "'3':{'class_type':'Blur'}|Node 3 has no \"inputs\"",
                "'3':{'class_type':'Blur','inputs':{}}|Node 3 has to take its \"image\"",
                "'3':{'class_type':'Blur','inputs':{'image':['1',1]}}|Node 3 has to take its \"image\"",
                "'3':{'class_type':'Blur','inputs':{'image':['7',0]}}|node 7, which is not there",
                "'3':{'class_type':'Blur','inputs':{'image':['2',0]}}|node 2, which is an output",
                "'3':{'class_type':'Blur','inputs':{'image':['3',0]}}|circle through node 3",
                "'3':{'class_type':'Blur','inputs':{'image':['4',0]}},'4':{'class_type':'Blur','inputs':{'image':['3',0]}}"
                        + "|circle through node",
                "'3':{'class_type':'LoadImage','inputs':{}}|exactly one input",
                "'3':{'class_type':'SaveImage','inputs':{'images':['1',0]}},"
                        + "'4':{'class_type':'SaveImage','inputs':{'images':['1',0]}},"
                        + "'5':{'class_type':'SaveImage','inputs':{'images':['1',0]}}|1 to 3 outputs",
            })
    void refusesWorkflowsThatMakeNoSense(String more, String reason) {
        var parameters = workflow("'1':{'class_type':'LoadTensor'},"
                + "'2':{'class_type':'SaveTensor','inputs':{'images':['1',0]}}," + more);

        assertThatThrownBy(() -> comfy.open(parameters))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'2':{'class_type':'Blur','inputs':{'image':['1',0],'radius':0}}|Node 2: \"radius\" is a number in 1..100",
                "'2':{'class_type':'Blur','inputs':{'image':['1',0],'size':3}}|Node 2: There is no parameter \"size\"",
                "'2':{'class_type':'OnnxImage','inputs':{'image':['1',0]}}|Node 2: \"model\" has to name",
                "'2':{'class_type':'OnnxImage','inputs':{'image':['1',0],'model':'../x'}}|There is no model \"../x\"",
                "'2':{'class_type':'OnnxImage','inputs':{'image':['1',0],'model':'blur'}}|There is no model \"blur\"",
            })
    void saysWhichNodeCannotBeMade(String node, String reason) {
        var parameters = workflow("'1':{'class_type':'LoadTensor'}," + node
                + ",'3':{'class_type':'SaveTensor','inputs':{'images':['2',0]}}");

        assertThatThrownBy(() -> comfy.open(parameters))
                .isInstanceOf(ParametersRefused.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"prompt\":[]}", "{\"prompt\":7}", "{\"prompt\":\"nonsense\"}", "{\"strength\":1}"})
    void refusesWhatIsNoWorkflow(String parameters) {
        assertThatThrownBy(() -> comfy.open(parameters)).isInstanceOf(ParametersRefused.class);
    }

    @Test
    void refusesWorkflowsOfTooManyNodes() {
        var nodes = new StringBuilder("'in':{'class_type':'LoadTensor'}");
        for (int i = 0; i < 64; i++) {
            nodes.append(",'").append(i).append("':{'class_type':'LoadTensor'}");
        }

        assertThatThrownBy(() -> comfy.open(workflow(nodes.toString()))).hasMessageContaining("up to 64 nodes");
    }
}
