package io.headrace.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.fixture.FakeBatchDesk.ScriptedChat;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.chat.ChatEvent;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unmodified npm package {@code openai} asks for everything. Skipped where there is no {@code node}, or where {@code
 * npm ci} was not run in {@code conformance/openai}.
 */
class AskedByOpenAiClientTest {

    private static final Path CHECKS =
            Path.of("").toAbsolutePath().resolveSibling("conformance").resolve("openai");
    private static final String FOLDER = "/stream/00112233445566778899aabbccddeeff/";

    @TempDir
    private Path folder;

    @Test
    void unmodifiedClientsAreContent() throws Exception {
        assumeThat(onPath("node")).as("node on the PATH").isTrue();
        assumeThat(CHECKS.resolve("node_modules").resolve("openai")).isDirectory();
        var unlimited = OpenAiLimits.DEFAULT;
        try (var stage = OpenAiStage.open(folder, this::answer, setting -> setting.limits(unlimited))) {
            var printed = run("node", "openai.mjs", "http://127.0.0.1:" + stage.port() + "/v1");

            assertThat(printed)
                    .doesNotContain("FAIL", "skip")
                    .contains("ok    chat: in pieces, with usage: 5 tokens", "all went well");
        }
    }

    private BatchOutcome answer(BatchRequest request) {
        return switch (request) {
            case BatchRequest.Llm chat when chat.stream() -> pieces();
            case BatchRequest.Llm _ -> ChatRouteTest.hello();
            case BatchRequest.AudioToText _ ->
                OpenAiStage.done(
                        new BatchReply.Transcript(
                                "hello", List.of(new BatchReply.Chunk(0, OptionalDouble.of(2), "hello"))),
                        Map.of());
            case BatchRequest.TextToSpeech _ ->
                OpenAiStage.done(new BatchReply.Audio(FOLDER + "a.wav"), file("a.wav", "RIFF and the sound"));
            default ->
                OpenAiStage.done(
                        new BatchReply.Images(List.of(new BatchReply.Image(FOLDER + "a.png", 1, false))),
                        file("a.png", "a picture"));
        };
    }

    private static BatchOutcome pieces() {
        var chat = new ScriptedChat();
        for (var word : List.of("hello", " there")) {
            chat.say(ChatStreamingTest.piece(word, ""));
        }
        chat.say(ChatStreamingTest.piece("", "stop")).say(new ChatEvent.Done());
        return new BatchOutcome.Chat(chat, Optional.empty());
    }

    private Map<String, Path> file(String name, String content) {
        try {
            return Map.of(FOLDER + name, Files.writeString(folder.resolve(name), content));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        var printed = folder.resolve("printed.txt");
        var process = new ProcessBuilder(command)
                .directory(CHECKS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
            return Files.readString(printed);
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }
}
