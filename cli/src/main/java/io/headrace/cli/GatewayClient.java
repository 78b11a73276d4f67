package io.headrace.cli;

import io.headrace.transport.Answer;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway's public API, as a command uses it. Every call blocks; every failure is a {@link CommandFailed}. */
final class GatewayClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK = 256 * 1024;
    private static final HttpCall.Limits SHORT =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofMinutes(1), 64 << 20);
    private static final HttpCall.Limits LONG =
            new HttpCall.Limits(Duration.ofHours(2), Duration.ofHours(6), Long.MAX_VALUE);

    private final URI gateway;
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /** Sends a file in; gives the job as it begins. */
    JsonNode submit(Path file, Map<String, String> parameters) throws InterruptedException {
        var query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var call =
                HttpCall.post(gateway.resolve("/jobs?" + query), Headers.contentType("application/octet-stream"), LONG);
        try (var open = http.open(call);
                var channel = FileChannel.open(file)) {
            var chunk = ByteBuffer.allocate(CHUNK);
            while (channel.read(chunk.clear()) >= 0 && open.write(chunk.flip())) {
                // The gateway takes it at its pace.
            }
            open.finish();
            try (var answer = open.answer()) {
                return document(answer);
            }
        } catch (IOException failed) {
            throw unreachable(failed);
        }
    }

    JsonNode job(String id) throws InterruptedException {
        try (var answer = http.send(HttpCall.get(gateway.resolve("/jobs/" + id), SHORT))) {
            return document(answer);
        } catch (IOException failed) {
            throw unreachable(failed);
        }
    }

    /** Copies a file of the result. */
    void fetch(String id, String name, Path target) throws InterruptedException {
        var call = HttpCall.get(gateway.resolve("/jobs/" + id + "/output/" + name), LONG);
        try (var answer = http.send(call)) {
            if (answer.status() != 200) {
                throw new CommandFailed(ExitCode.JOB_FAILED, "The gateway has no " + name + " of job " + id);
            }
            Files.createDirectories(target.toAbsolutePath().getParent());
            try (var body = answer.body()) {
                Files.copy(body, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new CommandFailed(
                    ExitCode.JOB_FAILED, name + " could not be brought to " + target + ": " + failed.getMessage());
        }
    }

    private JsonNode document(Answer answer) throws IOException {
        var bytes = answer.readAll();
        var document = JSON.readTree(bytes);
        if (answer.status() / 100 != 2) {
            var said = document.path("error").path("message").asString(new String(bytes, StandardCharsets.UTF_8));
            throw new CommandFailed(
                    answer.status() == 400 ? ExitCode.WRONG_USE : ExitCode.JOB_FAILED,
                    "The gateway at " + gateway + " answered " + answer.status() + ": " + said);
        }
        return document;
    }

    private CommandFailed unreachable(IOException failed) {
        return new CommandFailed(
                ExitCode.UNFIT,
                "The gateway at " + gateway + " cannot be reached (" + failed.getMessage()
                        + "). Start one with `headrace up`, or name another with --gateway.");
    }

    @Override
    public void close() {
        http.close();
    }
}
