package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.run.reply.ReplyBroken;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobHeader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * One request to a container that an operator brought (pipelines section 5.5). Its answer is whatever the application says:
 * it goes to a file, or to standard output as it comes.
 */
final class ContainerRun {

    /** Of an answer that becomes part of a document. */
    static final int MAX_DOCUMENT = 16 << 20;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK = 16 * 1024;

    private final BatchGateway gateway;
    private final Stages stages;
    private final RunTools tools;
    private final ContainerOptions options;

    ContainerRun(BatchGateway gateway, Stages stages, RunTools tools, ContainerOptions options) {
        this.gateway = gateway;
        this.stages = stages;
        this.tools = tools;
        this.options = options;
    }

    /** @throws RunFailed when the gateway was asked and there is no answer of the container */
    void run(Destination destination, Report report, Duration within)
            throws RunFailed, GatewaySilent, InterruptedException {
        destination.check();
        try (var answer = ask(within)) {
            var facts = Facts.of(answer.headers());
            if (answer.status() / 100 != 2) {
                throw Refused.by(
                        gateway.address(), "container " + options.name().orElse(""), answer, facts.job());
            }
            var result = result(answer, destination, report);
            stages.clear();
            report.done(result, facts, stages.elapsed());
        } catch (GatewaySilent silent) {
            throw silent;
        } catch (IOException failed) {
            throw RunFailed.of(Optional.empty(), "No whole answer of the container came: " + failed.getMessage());
        }
    }

    private Answer ask(Duration within) throws IOException, InterruptedException {
        var body = options.body(tools.stdin());
        var path = "/process/request/" + options.path();
        stages.moving("uploading", 0, body.length());
        return gateway.post(
                path, Headers.of(JobHeader.HEADER, header(within)), body, within, BatchGateway.MAX_FILE, sent -> {
                    if (sent < body.length()) {
                        stages.moving("uploading", sent, body.length());
                    } else {
                        stages.waiting("waiting for the answer");
                    }
                });
    }

    /** Texts within the text, as existing gateways want it. */
    private String header(Duration within) {
        return new JobHeader(
                        tools.names().get(),
                        "{}",
                        "{}",
                        options.name().orElseThrow(),
                        within,
                        "",
                        "",
                        JobHeader.SearchTimes.NONE,
                        Optional.empty())
                .encode();
    }

    private Result result(Answer answer, Destination destination, Report report)
            throws IOException, InterruptedException {
        try (var body = answer.body()) {
            if (destination.file().isPresent()) {
                var download = new Download(gateway, destination, stages);
                var saved = download.write(destination.only(""), body::transferTo);
                return new Result(List.of(saved), Optional.empty(), JSON.createObjectNode());
            }
            if (report.isDocument()) {
                return new Result(
                        List.of(), Optional.empty(), JSON.createObjectNode().set("reply", document(body)));
            }
            stages.clear();
            relay(body, answer.headers().first("Content-Type").orElse(""));
            return new Result(List.of(), Optional.empty(), JSON.createObjectNode());
        }
    }

    /** A JSON value as such, anything else as text. */
    private static JsonNode document(InputStream body) throws IOException {
        var bytes = body.readNBytes(MAX_DOCUMENT + 1);
        if (bytes.length > MAX_DOCUMENT) {
            throw new ReplyBroken("it has more than " + MAX_DOCUMENT + " bytes; -o FILE writes it to a file");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException noJson) {
            return StringNode.valueOf(new String(bytes, UTF_8));
        }
    }

    private void relay(InputStream body, String contentType) throws IOException {
        var terminal = tools.terminal();
        if (terminal.isInteractive() && !isText(contentType)) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE,
                    "The answer is " + contentType + ", nothing for a terminal: name a file with -o");
        }
        var chunk = new byte[CHUNK];
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            terminal.out().write(chunk, 0, count);
            terminal.out().flush();
        }
    }

    private static boolean isText(String contentType) {
        return contentType.startsWith("text/") || contentType.contains("json");
    }
}
