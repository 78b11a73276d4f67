package io.headrace.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.reply.BatchReply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRouteTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String HELLO =
            "{\"model\":\"org/model\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    private Path uploads;

    @Test
    void answersAChatInOpenAisForm() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            var answer = stage.post(CHAT, HELLO);
            var json = OpenAiStage.json(answer);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.headers().firstValue("X-Model-Kind")).contains("embedded");
            assertThat(json.path("object").asString()).isEqualTo("chat.completion");
            assertThat(json.at("/choices/0/message/content").asString()).isEqualTo("hello");
            assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(5);
        }
    }

    @Test
    void servesClientsWhoseBaseAddressHasNoVersion() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            assertThat(stage.post("/chat/completions", HELLO).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void fillsInDefaultsAndPassesOnWhatItDoesNotKnow() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            stage.post(
                    CHAT,
                    "{\"model\":\"org/model\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                            + "\"logit_bias\":{\"50256\":-100},\"max_completion_tokens\":7,\"max_tokens\":9}");

            assertThat(stage.asked()).isInstanceOfSatisfying(BatchRequest.Llm.class, request -> {
                assertThat(request.maxTokens()).isEqualTo(7);
                assertThat(request.stream()).isFalse();
                assertThat(request.body().document().text())
                        .contains("\"logit_bias\":{\"50256\":-100}", "\"max_tokens\":7")
                        .doesNotContain("max_completion_tokens");
            });
        }
    }

    @Test
    void readsAnAliasAsTheModelItStandsFor() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            stage.post(CHAT, HELLO.replace("org/model", "gpt-4o-mini"));

            assertThat(stage.asked()).isInstanceOfSatisfying(BatchRequest.Llm.class, request -> {
                assertThat(request.model()).isEqualTo("org/model");
                assertThat(request.body().document().text()).contains("\"model\":\"org/model\"");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-9", "gpt-lost", "org/painter"})
    void knowsNoModelThatNobodyOffersForChats(String model) throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            var answer = stage.post(CHAT, HELLO.replace("org/model", model));
            var error = OpenAiStage.json(answer).path("error");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(error.path("code").asString()).isEqualTo("model_not_found");
            assertThat(error.path("param").asString()).isEqualTo("model");
            assertThat(error.path("message").asString()).contains("\"" + model + "\"", "org/model, org/other");
            assertThat(stage.desk().asked()).isEmpty();
        }
    }

    @Test
    void leavesItToTheDeskWhereNothingOfThePipelineIsOnOffer() throws Exception {
        var failure = new BatchFailure.NoCapacity("Nobody offers llm");
        var nobody = new BatchOutcome.Failed(failure, Optional.of(Duration.ofMillis(1_500)), List.of());
        try (var stage = OpenAiStage.open(uploads, _ -> nobody, setting -> setting.with((ModelOffers) List::of))) {
            var answer = stage.post(CHAT, HELLO);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("2");
            assertThat(OpenAiStage.json(answer).at("/error/code").asString()).isEqualTo("no_orchestrator");
            assertThat(OpenAiStage.json(answer).at("/detail/msg").asString()).isEqualTo("Nobody offers llm");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"hi\"",
                "{\"model\":\"org/model\"}",
                "{\"model\":\"org/model\",\"messages\":[]}",
                "{\"model\":\"org/model\",\"messages\":\"hi\"}",
                "{\"model\":7,\"messages\":[{}]}",
                "{\"model\":\"org/model\",\"messages\":[{}],\"max_tokens\":0}",
                "{\"model\":\"org/model\",\"messages\":[{}],\"temperature\":\"hot\"}",
                "{\"model\":\"org/model\",\"messages\":[{}],\"stream\":true,\"stream_options\":7}"
            })
    void refusesWhatMakesNoSense(String json) throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            var answer = stage.post(CHAT, json);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(OpenAiStage.json(answer).at("/error/type").asString()).isEqualTo("invalid_request_error");
            assertThat(OpenAiStage.json(answer).at("/error/message").asString()).isNotEmpty();
            assertThat(stage.desk().asked()).isEmpty();
        }
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            var padding = "x".repeat(OpenAiStage.LIMITS.documentBytes());
            var announced = stage.post(CHAT, padding);
            var unannounced = stage.send(stage.request(CHAT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(padding + "x"))));

            assertThat(announced.statusCode()).isEqualTo(400);
            assertThat(unannounced.statusCode()).as(unannounced.body()).isEqualTo(413);
            assertThat(OpenAiStage.json(unannounced).at("/error/message").asString())
                    .contains("4096 bytes");
            assertThat(stage.post(CHAT, padding + "x").statusCode()).isEqualTo(413);
        }
    }

    @Test
    void takesJsonOnly() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            var form = stage.send(stage.request(CHAT)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(HELLO)));
            var unnamed = stage.send(stage.request(CHAT).POST(BodyPublishers.ofString(HELLO)));

            assertThat(form.statusCode()).isEqualTo(415);
            assertThat(OpenAiStage.json(form).at("/error/message").asString()).contains("application/json");
            assertThat(unnamed.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void tellsWhoseFaultAFailureIs() throws Exception {
        assertThat(statusOf(new BatchFailure.BadRequest("too hot"))).isEqualTo(400);
        assertThat(statusOf(new BatchFailure.TooLarge("x"))).isEqualTo(413);
        assertThat(statusOf(new BatchFailure.UnsupportedMedia("x"))).isEqualTo(415);
        assertThat(statusOf(new BatchFailure.Invalid("x"))).isEqualTo(422);
        assertThat(statusOf(new BatchFailure.Broken("x"))).isEqualTo(502);
        assertThat(statusOf(new BatchFailure.PaymentRefused("x"))).isEqualTo(503);
        assertThat(statusOf(new BatchFailure.TooLate("x"))).isEqualTo(504);
    }

    private int statusOf(BatchFailure failure) throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> new BatchOutcome.Failed(failure))) {
            var answer = stage.post(CHAT, HELLO);
            assertThat(OpenAiStage.json(answer).at("/error/message").asString()).isEqualTo(failure.message());
            assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
            return answer.statusCode();
        }
    }

    @Test
    void asksClientsNotToRepeatWhatSeveralHaveFailedAt() throws Exception {
        var failed = new BatchOutcome.Failed(new BatchFailure.Broken("both runners ran out of memory"));
        try (var stage = OpenAiStage.open(uploads, _ -> failed)) {
            assertThat(stage.post(CHAT, HELLO).headers().firstValue("X-Should-Retry"))
                    .contains("false");
        }
    }

    @Test
    void isAtFaultWhenAnotherKindOfAnswerComes() throws Exception {
        try (var stage =
                OpenAiStage.open(uploads, _ -> OpenAiStage.done(new BatchReply.Description("a cat"), Map.of()))) {
            assertThat(stage.post(CHAT, HELLO).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void handsInNothingThatAsksForTooMuch() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            var answer = stage.post(CHAT, HELLO.replace("{\"model\"", "{\"max_tokens\":1001,\"model\""));

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(OpenAiStage.json(answer).at("/error/message").asString()).isEqualTo("at most 1000 tokens");
            assertThat(stage.desk().asked()).isEmpty();
        }
    }

    @Test
    void saysWhenThereIsNoRoom() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> hello())) {
            stage.desk().fill();

            var answer = stage.post(CHAT, HELLO);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(OpenAiStage.json(answer).at("/error/code").asString()).isEqualTo("overloaded");
        }
    }

    @Test
    void looksAtNoKeyUnlessToldTo() throws Exception {
        try (var open = OpenAiStage.open(uploads, _ -> hello());
                var guarded = OpenAiStage.open(
                        uploads,
                        _ -> hello(),
                        setting -> setting.with((ClientAuthorization) key -> key.equals(Optional.of("sk-right"))))) {
            assertThat(keyed(open, "Bearer anything")).isEqualTo(200);
            assertThat(keyed(guarded, "Bearer sk-right")).isEqualTo(200);
            assertThat(keyed(guarded, "Bearer sk-wrong")).isEqualTo(401);
            assertThat(guarded.post(CHAT, HELLO).statusCode()).isEqualTo(401);
            assertThat(OpenAiStage.json(guarded.get("/v1/models"))
                            .at("/error/code")
                            .asString())
                    .isEqualTo("invalid_api_key");
        }
    }

    private static int keyed(OpenAiStage stage, String authorization) throws Exception {
        return stage.send(stage.request(CHAT)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("Authorization", authorization)
                        .POST(BodyPublishers.ofString(HELLO)))
                .statusCode();
    }

    static BatchOutcome.Done hello() {
        return OpenAiStage.done(
                new BatchReply.Completion(OpenAiStage.reply("{\"id\":\"chatcmpl-1\",\"model\":\"org/model\","
                        + "\"created\":1,\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5},"
                        + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\"hello\"}}]}")),
                Map.of());
    }
}
