package io.headrace.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.pipeline.BuiltInPipelines;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsRouteTest {

    @TempDir
    private Path uploads;

    @Test
    void listsWhatHasARouteHereOnceAndItsOtherNames() throws Exception {
        try (var stage = open()) {
            var json = OpenAiStage.json(stage.get("/v1/models"));

            assertThat(json.path("object").asString()).isEqualTo("list");
            assertThat(json.path("data").findValuesAsString("id"))
                    .containsExactly(
                            "org/model",
                            "org/other",
                            "org/painter",
                            "org/retoucher",
                            "org/ear",
                            "org/mouth",
                            "gpt-4o-mini");
            assertThat(json.at("/data/0/object").asString()).isEqualTo("model");
            assertThat(json.at("/data/0/owned_by").asString()).isEqualTo("llm");
            assertThat(json.at("/data/0/created").asLong()).isEqualTo(OpenAiStage.NOW.getEpochSecond());
        }
    }

    @Test
    void listsWhatIsOnOfferNow() throws Exception {
        var offers = new AtomicReference<>(OpenAiStage.OFFERS);
        try (var stage = OpenAiStage.open(
                uploads, _ -> ChatRouteTest.hello(), setting -> setting.with((ModelOffers) offers::get))) {
            offers.set(List.of(new ModelOffer(BuiltInPipelines.LLM, "org/newcomer")));

            assertThat(OpenAiStage.json(stage.get("/v1/models")).path("data").findValuesAsString("id"))
                    .containsExactly("org/newcomer");
        }
    }

    @ParameterizedTest
    @CsvSource({"org/painter, text-to-image", "gpt-4o-mini, llm"})
    void showsOneByItsName(String id, String owner) throws Exception {
        try (var stage = open()) {
            var json = OpenAiStage.json(stage.get("/v1/models/" + id));

            assertThat(json.path("id").asString()).isEqualTo(id);
            assertThat(json.path("owned_by").asString()).isEqualTo(owner);
        }
    }

    /** As clients do that encode the name as a whole. */
    @Test
    void showsOneWhoseSlashCameEncoded() throws Exception {
        try (var stage = open()) {
            assertThat(OpenAiStage.json(stage.get("/v1/models/org%2Fpainter"))
                            .path("id")
                            .asString())
                    .isEqualTo("org/painter");
        }
    }

    @ParameterizedTest
    @CsvSource({"gpt-9", "gpt-lost", "org/lens", "org"})
    void knowsNoOther(String id) throws Exception {
        try (var stage = open()) {
            var answer = stage.get("/v1/models/" + id);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(OpenAiStage.json(answer).at("/error/code").asString()).isEqualTo("model_not_found");
        }
    }

    @Test
    void refusesInTheSameShapeWhatIsNotServed() throws Exception {
        try (var stage = open()) {
            var embeddings = stage.post("/v1/embeddings", "{}");
            var wrongMethod = stage.get("/v1/chat/completions");

            assertThat(embeddings.statusCode()).isEqualTo(404);
            assertThat(OpenAiStage.json(embeddings).at("/error/code").asString())
                    .isEqualTo("unknown_url");
            assertThat(wrongMethod.statusCode()).isEqualTo(405);
            assertThat(OpenAiStage.json(wrongMethod).at("/error/message").asString())
                    .contains("takes POST, not GET");
        }
    }

    private OpenAiStage open() {
        return OpenAiStage.open(uploads, _ -> ChatRouteTest.hello());
    }
}
