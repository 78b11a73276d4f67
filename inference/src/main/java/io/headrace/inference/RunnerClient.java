package io.headrace.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks one runner, whatever it is (runner contract: real-time reference section 8.1). Blocks, on virtual threads as a
 * rule; any number at once. A runner that fails is a value here, never an exception.
 */
public final class RunnerClient {

    private static final String START = "/live-video-to-video";
    private static final String STOP = START + "/stop";
    private static final int MAX_ANSWER = 256 * 1024;
    private static final int MAX_QUOTE = 300;

    private final HttpClient http;
    private final RunnerAddress address;
    private final RunnerPatience patience;

    public RunnerClient(HttpClient http, RunnerAddress address, RunnerPatience patience) {
        this.http = http;
        this.address = address;
        this.patience = patience;
    }

    public RunnerHealth health() throws InterruptedException {
        return switch (document("/health", RunnerDocuments::health)) {
            case RunnerReply.Given(var health) -> health;
            case RunnerReply.Refused(var _, var sentence) -> new RunnerHealth.Unreachable(sentence);
            case RunnerReply.Missing(var sentence) -> new RunnerHealth.Unreachable(sentence);
        };
    }

    public RunnerReply<RunnerVersion> version() throws InterruptedException {
        return document("/version", RunnerDocuments::version);
    }

    public RunnerReply<RunnerHardware> hardware() throws InterruptedException {
        return document("/hardware/info", RunnerDocuments::hardware);
    }

    /**
     * Starts a live session; a runner has one at a time.
     *
     * @param request JSON: the channels' addresses and the parameters
     * @return the answer's body, which has nothing that was not known
     */
    public RunnerReply<String> startLive(String request) throws InterruptedException {
        return exchange(post(START, patience.start()), request);
    }

    /** Ends the session. Existing runners do not know it (404 or 405): theirs ends with its input channel. */
    public RunnerReply<String> stopLive() throws InterruptedException {
        return exchange(post(STOP, patience.stop()), "{}");
    }

    private <T> RunnerReply<T> document(String path, Function<String, Optional<T>> reader) throws InterruptedException {
        var call = HttpCall.get(address.at(path), limits(patience.health()));
        return switch (exchange(call, "")) {
            case RunnerReply.Given(var json) ->
                reader.apply(json)
                        .<RunnerReply<T>>map(RunnerReply.Given::new)
                        .orElseGet(() -> new RunnerReply.Missing<>(said(call, "200, but makes no sense", json)));
            case RunnerReply.Refused(int status, var sentence) -> new RunnerReply.Refused<>(status, sentence);
            case RunnerReply.Missing(var sentence) -> new RunnerReply.Missing<>(sentence);
        };
    }

    private HttpCall post(String path, Duration whole) {
        var headers = Headers.contentType("application/json");
        return HttpCall.post(
                address.at(path),
                address.token().isEmpty() ? headers : headers.with("Authorization", "Bearer " + address.token()),
                limits(whole));
    }

    private static HttpCall.Limits limits(Duration whole) {
        return new HttpCall.Limits(whole, whole, MAX_ANSWER);
    }

    private RunnerReply<String> exchange(HttpCall call, String body) throws InterruptedException {
        try (var answer = sent(call, body)) {
            var text = new String(answer.readAll(), UTF_8);
            return answer.status() == 200
                    ? new RunnerReply.Given<>(text)
                    : new RunnerReply.Refused<>(answer.status(), said(call, "" + answer.status(), text));
        } catch (IOException failure) {
            return new RunnerReply.Missing<>(call.method() + " " + call.uri() + " was not answered: "
                    + quoted(String.valueOf(failure.getMessage())));
        }
    }

    private Answer sent(HttpCall call, String body) throws IOException, InterruptedException {
        return body.isEmpty() ? http.send(call) : http.send(call, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    /** In the network's words, which tell a gateway whose fault it was: {@code returned 400: …}. */
    private static String said(HttpCall call, String what, String text) {
        return call.method() + " " + call.uri() + " returned " + what + ": " + quoted(text);
    }

    private static String quoted(String text) {
        var quote = text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE) + "…" : text;
        return quote.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
