package io.headrace.sdk.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.sdk.PipelineDefinition;
import io.headrace.sdk.Run;
import io.headrace.sdk.Size;
import io.headrace.sdk.TypedPipeline;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PipelineSpecTest {
    record Text(@Size(max = 5) String text) {}

    record Count(long words) {}

    @PipelineDefinition(name = "count", description = "Counts.", unit = PricingUnit.CHARACTER, pricePerUnit = 3)
    static class Counting implements TypedPipeline<Text, Count> {
        @Override
        public Count run(Text input, Run run) {
            return new Count(1);
        }
    }

    /** Its types stand at its superclass. */
    @PipelineDefinition(name = "count-more")
    static final class CountingMore extends Counting {}

    @PipelineDefinition(name = "split")
    static final class Splitting implements TypedPipeline<Text, Stream<String>> {
        @Override
        public Stream<String> run(Text input, Run run) {
            return Stream.of(input.text());
        }
    }

    @PipelineDefinition(name = "a/b")
    static final class BadName implements TypedPipeline<Text, String> {
        @Override
        public String run(Text input, Run run) {
            return "";
        }
    }

    @PipelineDefinition(name = "bounded", unit = PricingUnit.TOKEN, mostUnits = 9)
    static final class Bounded implements TypedPipeline<Text, String> {
        @Override
        public String run(Text input, Run run) {
            return "";
        }
    }

    @PipelineDefinition(name = "timed", mostUnits = 9)
    static final class BoundedSeconds implements TypedPipeline<Text, String> {
        @Override
        public String run(Text input, Run run) {
            return "";
        }
    }

    @PipelineDefinition(name = "list")
    static final class TakesList implements TypedPipeline<List<String>, String> {
        @Override
        public String run(List<String> input, Run run) {
            return "";
        }
    }

    static final class Undefined implements TypedPipeline<Text, String> {
        @Override
        public String run(Text input, Run run) {
            return "";
        }
    }

    @PipelineDefinition(name = "generic")
    static class Generic<I> implements TypedPipeline<I, String> {
        @Override
        public String run(I input, Run run) {
            return "";
        }
    }

    @Test
    void knowsTheMostThatOneCallMayCost() {
        assertThat(PipelineSpec.of(new Bounded()).metering())
                .isEqualTo(new Metering.ByApplication(PricingUnit.TOKEN, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PipelineSpec.of(new BoundedSeconds()))
                .withMessageContaining("BoundedSeconds")
                .withMessageContaining("second is counted by nodes");
    }

    @Test
    void findsAllInTheClass() {
        var spec = PipelineSpec.of(new Counting());

        assertThat(spec.name().text()).isEqualTo("count");
        assertThat(spec.unit()).isEqualTo(PricingUnit.CHARACTER);
        assertThat(spec.pricePerUnit()).isEqualTo(3);
        assertThat(spec.output()).isInstanceOf(Output.Whole.class);
        assertThat(spec.outputFormat().mediaTypes()).containsExactly("application/json");
        assertThat(spec.inputSchema())
                .isEqualTo("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$ref\":\"#/$defs/Text\","
                        + "\"$defs\":{\"Text\":{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\","
                        + "\"maxLength\":5}},\"required\":[\"text\"]}}}");
        assertThat(spec.outputSchema())
                .isEqualTo("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$ref\":\"#/$defs/Count\","
                        + "\"$defs\":{\"Count\":{\"type\":\"object\",\"properties\":{\"words\":{\"type\":\"integer\","
                        + "\"format\":\"int64\"}},\"required\":[\"words\"]}}}");
    }

    @Test
    void knowsAStreamByItsType() {
        var spec = PipelineSpec.of(new Splitting());

        assertThat(spec.output()).isInstanceOf(Output.Streamed.class);
        assertThat(spec.outputFormat().mediaTypes()).containsExactly("text/event-stream");
    }

    @Test
    void findsTypesAtTheSuperclass() {
        assertThat(PipelineSpec.of(new CountingMore()).input())
                .isEqualTo(PipelineSpec.of(new Counting()).input());
    }

    @Test
    void saysWhatIsMissing() {
        refuses(new Undefined(), "carries no @PipelineDefinition");
        refuses(new BadName(), "the name \"a/b\" has to be letters");
        refuses(new TakesList(), "an input is a record or a sealed interface of records");
        refuses(new Generic<Text>(), "input: \"I\" is only known when it is used");
        refuses((Text _, Run _) -> "", "carries no @PipelineDefinition");
    }

    private static void refuses(TypedPipeline<?, ?> pipeline, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PipelineSpec.of(pipeline))
                .withMessageContaining(sentence);
    }

    @Test
    void isDescribedInOpenApi() {
        var document = JsonMapper.shared().readTree(OpenApi.document(PipelineSpec.of(new Counting()), "1.2"));

        assertThat(document.at("/openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(document.at("/info").toString())
                .isEqualTo("{\"title\":\"count\",\"version\":\"1.2\",\"description\":\"Counts.\"}");
        var post = document.at("/paths").path("/count").path("post");
        assertThat(post.at("/requestBody/content").path("application/json").toString())
                .isEqualTo("{\"schema\":{\"$ref\":\"#/components/schemas/Text\"}}");
        assertThat(post.path("responses").propertyNames())
                .containsExactly("200", "400", "401", "413", "415", "422", "500", "503", "504");
        assertThat(post.at("/responses/200/headers/X-Headrace-Units/schema/type")
                        .stringValue())
                .isEqualTo("integer");
        assertThat(post.path("x-headrace-price").toString())
                .isEqualTo("{\"unit\":\"character\",\"wei_per_unit\":3,\"most_units\":100000}");
        assertThat(document.at("/components/schemas").propertyNames())
                .containsExactlyInAnyOrder("Text", "Count", "HTTPValidationError", "Refusal");
    }

    @Test
    void describesStreamsAsEvents() {
        var document = JsonMapper.shared().readTree(OpenApi.document(PipelineSpec.of(new Splitting()), "1"));

        assertThat(document.at("/paths")
                        .path("/split")
                        .at("/post/responses/200/content")
                        .toString())
                .isEqualTo("{\"text/event-stream\":{\"schema\":{\"type\":\"string\"}}}");
    }
}
