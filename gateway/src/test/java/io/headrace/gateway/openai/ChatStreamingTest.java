package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.fixture.FakeBatchDesk.ScriptedChat;
import io.headrace.transport.ServerLimits;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.chat.ChatEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatStreamingTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NOW = Duration.ZERO;
    private static final Duration SOON = Duration.ofMillis(20);
    private static final String HELLO =
            "{\"model\":\"org/model\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String WITH_USAGE =
            HELLO.replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    @TempDir
    private Path uploads;

    private final ScriptedChat chat = new ScriptedChat();

    @Test
    void tellsPiecesAsTheyComeAndThenTheEnd() throws Exception {
        chat.say(piece("hel", "")).say(piece("lo", "")).say(piece("", "stop")).say(new ChatEvent.Done());
        try (var stage = OpenAiStage.open(uploads, _ -> begun())) {
            var answer = stage.post(CHAT, HELLO);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
            assertThat(answer.headers().firstValue("X-Model-Kind")).contains("embedded");
            var data = data(answer.body());
            assertThat(data).hasSize(4).last().isEqualTo("[DONE]");
            assertThat(data.getFirst())
                    .contains("\"object\":\"chat.completion.chunk\"", "\"content\":\"hel\"", "\"finish_reason\":null")
                    .doesNotContain("usage");
            assertThat(data.get(2)).contains("\"finish_reason\":\"stop\"");
        }
    }

    @Test
    void tellsTheUsageOnceToWhoAsked() throws Exception {
        chat.say(piece("hello", "stop")).say(new ChatEvent.Done());
        try (var stage = OpenAiStage.open(uploads, _ -> begun())) {
            var data = data(stage.post(CHAT, WITH_USAGE).body());

            assertThat(data).hasSize(3);
            assertThat(data.get(1)).contains("\"choices\":[]", "\"total_tokens\":5");
            assertThat(data.get(2)).isEqualTo("[DONE]");
        }
    }

    @Test
    void aPieceIsToldBeforeTheNextOneIsThere() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> begun());
                var lines = lines(stage)) {
            chat.say(piece("one", ""));
            assertThat(next(lines)).contains("one");
            chat.say(piece("two", "stop"));
            assertThat(next(lines)).contains("two");
            chat.say(new ChatEvent.Done());
            assertThat(next(lines)).isEqualTo("data: [DONE]");
        }
    }

    @Test
    void commentsWhileNothingComes() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> begun(), setting -> setting.beginning(PATIENCE, SOON));
                var lines = lines(stage)) {
            assertThat(next(lines)).isEqualTo(": waiting");
            assertThat(next(lines)).isEqualTo(": waiting");
            chat.say(new ChatEvent.Done());
            assertThat(untilData(lines)).isEqualTo("data: [DONE]");
        }
    }

    @Test
    void failsWithAStatusBeforeTheFirstPiece() throws Exception {
        var failed = new BatchOutcome.Failed(
                new BatchFailure.NoCapacity("all are busy"), Optional.of(Duration.ofSeconds(3)), List.of());
        try (var stage = OpenAiStage.open(uploads, _ -> failed)) {
            var answer = stage.post(CHAT, HELLO);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("3");
        }
    }

    @Test
    void beginsForClientsThatWaitedLongAndTellsAFailureWithin() throws Exception {
        var mayFail = new CountDownLatch(1);
        try (var stage = OpenAiStage.open(
                        uploads,
                        _ -> {
                            await(mayFail);
                            return new BatchOutcome.Failed(new BatchFailure.Broken("out of memory"));
                        },
                        setting -> setting.beginning(NOW, SOON));
                var lines = lines(stage)) {
            assertThat(next(lines)).isEqualTo(": waiting");
            mayFail.countDown();

            assertThat(untilData(lines)).contains("\"error\"", "out of memory");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).as("no [DONE] behind an error").isNull();
        }
    }

    @Test
    void tellsAFailureInTheMiddleAndNoEnd() throws Exception {
        chat.say(piece("hel", "")).say(new ChatEvent.Failed("the runner died"));
        try (var stage = OpenAiStage.open(uploads, _ -> begun())) {
            var data = data(stage.post(CHAT, HELLO).body());

            assertThat(data).hasSize(2);
            assertThat(data.get(1)).contains("\"message\":\"the runner died\"", "\"type\":\"server_error\"");
        }
    }

    @Test
    void endsAtAPieceThatIsNone() throws Exception {
        chat.say(piece("hel", "")).say(new ChatEvent.Piece(OpenAiStage.reply("{\"choices\":[{\"finish_reason\":7}]}")));
        try (var stage = OpenAiStage.open(uploads, _ -> begun())) {
            var data = data(stage.post(CHAT, HELLO).body());

            assertThat(data).hasSize(2);
            assertThat(data.get(1)).contains("cannot be read any further");
            assertThat(stage.desk().awaitCancel(PATIENCE)).isTrue();
        }
    }

    @Test
    void isAtFaultWhenTheAnswerComesWhole() throws Exception {
        var whole = OpenAiStage.done(new BatchReply.Description("a cat"), Map.of());
        try (var stage = OpenAiStage.open(uploads, _ -> whole)) {
            assertThat(stage.post(CHAT, HELLO).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void givesTheJobUpWhenTheClientLeaves() throws Exception {
        try (var stage = OpenAiStage.open(uploads, _ -> begun(), setting -> setting.beginning(PATIENCE, SOON))) {
            try (var lines = lines(stage)) {
                assertThat(next(lines)).isEqualTo(": waiting");
            }
            stage.client().shutdownNow();

            assertThat(stage.desk().awaitCancel(PATIENCE)).isTrue();
        }
    }

    @Test
    void leavesAClientThatTakesNothing() throws Exception {
        var usual = ServerLimits.DEFAULT;
        var impatient = new ServerLimits(
                usual.connections(),
                usual.requests(),
                usual.headBytes(),
                usual.idle(),
                usual.untilFirstRequest(),
                1_000_000,
                Duration.ofMillis(200));
        var large = piece("x".repeat(1_000_000), "");
        for (int each = 0; each < 64; each++) {
            chat.say(large);
        }
        try (var stage = OpenAiStage.open(uploads, _ -> begun(), setting -> setting.with(impatient));
                var socket = new Socket(InetAddress.getLoopbackAddress(), stage.port())) {
            socket.getOutputStream()
                    .write(("POST " + CHAT + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + HELLO.length() + "\r\n\r\n" + HELLO)
                            .getBytes(UTF_8));

            assertThat(stage.desk().awaitCancel(PATIENCE)).isTrue();
        }
    }

    private BatchOutcome begun() {
        return new BatchOutcome.Chat(chat, Optional.of("embedded"));
    }

    static ChatEvent piece(String content, String reason) {
        return new ChatEvent.Piece(OpenAiStage.reply("{\"id\":\"c\",\"created\":1,\"model\":\"org/model\",\"choices\":"
                + "[{\"index\":0,\"finish_reason\":\"" + reason + "\",\"delta\":{\"role\":\"assistant\",\"content\":\""
                + content + "\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}"));
    }

    private static BufferedReader lines(OpenAiStage stage) throws Exception {
        var answer = stage.client()
                .send(
                        stage.request(CHAT)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(HELLO))
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** The next line that is not empty. */
    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    private static String untilData(BufferedReader lines) throws IOException {
        String line = next(lines);
        while (line.startsWith(":")) {
            line = next(lines);
        }
        return line;
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
