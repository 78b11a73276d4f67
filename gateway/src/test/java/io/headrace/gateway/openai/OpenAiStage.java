package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.api.BatchApi;
import io.headrace.gateway.fixture.FakeBatchDesk;
import io.headrace.machine.NanoTicker;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import io.headrace.transport.ServerLimits;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.chat.ChatReply;
import io.headrace.wire.text.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes on a loopback port, before a desk that answers as it is told; and something at every address of a result. */
final class OpenAiStage implements AutoCloseable {

    static final String MODEL = "org/model";
    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    static final OpenAiLimits LIMITS = new OpenAiLimits(4_096, 8_192, 16_384, 2_048);

    /** One painter serves two pipelines, and one model has a pipeline that OpenAI has no route for. */
    static final List<ModelOffer> OFFERS = List.of(
            new ModelOffer(BuiltInPipelines.LLM, MODEL),
            new ModelOffer(BuiltInPipelines.LLM, "org/other"),
            new ModelOffer(BuiltInPipelines.TEXT_TO_IMAGE, "org/painter"),
            new ModelOffer(BuiltInPipelines.IMAGE_TO_IMAGE, "org/painter"),
            new ModelOffer(BuiltInPipelines.IMAGE_TO_IMAGE, "org/retoucher"),
            new ModelOffer(BuiltInPipelines.AUDIO_TO_TEXT, "org/ear"),
            new ModelOffer(BuiltInPipelines.TEXT_TO_SPEECH, "org/mouth"),
            new ModelOffer(BuiltInPipelines.UPSCALE, "org/lens"));

    private static final String BOUNDARY = "xxBOUNDARYxx";
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeBatchDesk desk;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OpenAiStage(FakeBatchDesk desk, HttpServer server) {
        this.desk = desk;
        this.server = server;
    }

    /** What a test may change. */
    record Setting(OpenAiTools tools, OpenAiConfig config, ServerLimits server) {

        Setting with(OpenAiTools other) {
            return new Setting(other, config, server);
        }

        Setting with(OpenAiConfig other) {
            return new Setting(tools, other, server);
        }

        Setting with(ServerLimits other) {
            return new Setting(tools, config, other);
        }

        Setting with(ModelOffers offers) {
            return with(new OpenAiTools(
                    tools.desk(),
                    tools.later(),
                    tools.limits(),
                    offers,
                    tools.probe(),
                    tools.forms(),
                    tools.authorization(),
                    tools.clock(),
                    tools.ticker()));
        }

        Setting with(SpeechForms forms) {
            return with(new OpenAiTools(
                    tools.desk(),
                    tools.later(),
                    tools.limits(),
                    tools.offers(),
                    tools.probe(),
                    forms,
                    tools.authorization(),
                    tools.clock(),
                    tools.ticker()));
        }

        Setting with(BatchApi.Later later) {
            return with(new OpenAiTools(
                    tools.desk(),
                    later,
                    tools.limits(),
                    tools.offers(),
                    tools.probe(),
                    tools.forms(),
                    tools.authorization(),
                    tools.clock(),
                    tools.ticker()));
        }

        Setting with(ClientAuthorization authorization) {
            return with(new OpenAiTools(
                    tools.desk(),
                    tools.later(),
                    tools.limits(),
                    tools.offers(),
                    tools.probe(),
                    tools.forms(),
                    authorization,
                    tools.clock(),
                    tools.ticker()));
        }

        Setting beginning(Duration beginning, Duration heartbeat) {
            return with(new OpenAiConfig(
                    config.aliases(),
                    config.publicUrl(),
                    config.uploads(),
                    config.terms(),
                    beginning,
                    heartbeat,
                    config.limits()));
        }

        Setting limits(OpenAiLimits limits) {
            return with(new OpenAiConfig(
                    config.aliases(),
                    config.publicUrl(),
                    config.uploads(),
                    config.terms(),
                    config.beginning(),
                    config.heartbeat(),
                    limits));
        }

        Setting publicUrl(String url) {
            return with(new OpenAiConfig(
                    config.aliases(),
                    Optional.of(URI.create(url)),
                    config.uploads(),
                    config.terms(),
                    config.beginning(),
                    config.heartbeat(),
                    config.limits()));
        }
    }

    static OpenAiStage open(Path uploads, Function<BatchRequest, BatchOutcome> answers) {
        return open(uploads, answers, setting -> setting);
    }

    static OpenAiStage open(
            Path uploads, Function<BatchRequest, BatchOutcome> answers, Function<Setting, Setting> change) {
        var desk = new FakeBatchDesk(answers);
        var tools = new OpenAiTools(
                desk,
                BatchApi.Later.NEVER,
                OpenAiStage::excess,
                () -> OFFERS,
                FileProbe.HEADERS,
                SpeechForms.WAVE_ONLY,
                ClientAuthorization.EVERYBODY,
                InstantSource.fixed(NOW),
                NanoTicker.system());
        var aliases = Map.of(
                "gpt-4o-mini", new Alias(BuiltInPipelines.LLM, MODEL),
                "gpt-lost", new Alias(BuiltInPipelines.LLM, "org/nowhere"));
        var config = new OpenAiConfig(
                aliases,
                Optional.empty(),
                uploads,
                BatchTerms.USUAL,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                LIMITS);
        var setting = change.apply(new Setting(tools, config, ServerLimits.DEFAULT));
        var routes = new ArrayList<>(new OpenAiApi(setting.tools(), setting.config()).routes());
        routes.add(Route.of("GET", "/stream/{file...}", (exchange, _) -> exchange.answer(200, "image/png", "a file")));
        try {
            var listen = HttpServerConfig.plain("127.0.0.1", 0).with(setting.server());
            return new OpenAiStage(desk, HttpServer.start(listen, new Router(routes)));
        } catch (IOException cannotListen) {
            throw new IllegalStateException(cannotListen);
        }
    }

    /** Nobody may have more than a thousand tokens. */
    private static Optional<BatchFailure> excess(BatchRequest request) {
        return request instanceof BatchRequest.Llm chat && chat.maxTokens() > 1_000
                ? Optional.of(new BatchFailure.Invalid("at most 1000 tokens"))
                : Optional.empty();
    }

    FakeBatchDesk desk() {
        return desk;
    }

    /** The one request that was handed in. */
    BatchRequest asked() {
        return desk.asked().getLast().request();
    }

    int port() {
        return server.port();
    }

    HttpClient client() {
        return client;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> form(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** @param texts names and texts by turns */
    static byte[] formOf(String fileField, String fileName, byte[] file, String... texts) throws IOException {
        var body = new ByteArrayOutputStream();
        for (int at = 0; at < texts.length; at += 2) {
            body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + texts[at] + "\"\r\n\r\n"
                            + texts[at + 1] + "\r\n")
                    .getBytes(UTF_8));
        }
        body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + fileField + "\"; filename=\""
                        + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        body.write(file);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static BatchOutcome.Done done(BatchReply reply, Map<String, Path> files) {
        return new BatchOutcome.Done(reply, files, Optional.of("embedded"));
    }

    static ChatReply reply(String json) {
        try {
            return ChatReply.decode(json);
        } catch (UnreadableException garbled) {
            throw new IllegalArgumentException(garbled);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }

    /** What a client uploaded is let go of a moment after its answer. */
    static void awaitEmpty(Path folder) throws IOException {
        boolean empty = false;
        while (!empty) {
            try (var files = Files.list(folder)) {
                empty = files.findAny().isEmpty();
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
