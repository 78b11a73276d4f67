package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.cli.ExitCode;
import io.headrace.transport.Answer;
import io.headrace.wire.batch.error.ErrorDocument;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes a sentence of an answer that is no result: what was asked of whom, what was said, what to do. */
final class Refused {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_SAID = 60_000;

    private Refused() {}

    /** @param what was asked for: a pipeline, a container, a job */
    static RunFailed by(URI gateway, String what, Answer answer, Optional<String> job) throws IOException {
        int status = answer.status();
        var said = said(answer);
        var message = ErrorDocument.decode(status, said).message().strip();
        var retryAfter = answer.headers().first("Retry-After").filter(seconds -> seconds.matches("\\d{1,9}"));
        var sentence = "The gateway at " + gateway + " answered " + status + " to " + what
                + (message.isEmpty() ? "." : ": " + sentence(message))
                + retryAfter.map(seconds -> " Try again in " + seconds + " s.").orElse("")
                + job.map(id -> " `headrace explain " + id + "` tells its story.")
                        .orElse("")
                + (status == 404 && job.isEmpty() ? " `headrace pipelines` lists what is on offer." : "");
        return new RunFailed(
                new RunFailed.Problem(exitCode(status), sentence, job, status, retryAfter, candidates(said)));
    }

    private static String said(Answer answer) throws IOException {
        try (var body = answer.body()) {
            return new String(body.readNBytes(MAX_SAID), UTF_8);
        }
    }

    private static String sentence(String message) {
        return message.endsWith(".") || message.endsWith("!") || message.endsWith("?") ? message : message + ".";
    }

    /** A client's fault is wrong use; a key that is missing is an unfit configuration; all else is a job that failed. */
    private static ExitCode exitCode(int status) {
        return switch (status) {
            case 400, 404, 405, 413, 415, 422 -> ExitCode.WRONG_USE;
            case 401, 403 -> ExitCode.UNFIT;
            default -> ExitCode.JOB_FAILED;
        };
    }

    private static JsonNode candidates(String said) {
        try {
            var document = JSON.readTree(said);
            var told = document.path("candidates");
            return told.isArray() ? told : document.path("error").path("candidates");
        } catch (JacksonException plainText) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
