package io.headrace.inference.call;

import io.headrace.inference.RunnerAddress;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One request to one runner. One thread sends and reads, on a virtual thread as a rule; any thread may close, which gives the
 * request up wherever it stands.
 *
 * <p>The body is sent as it comes, in chunks, and no further than the runner wants it: an answer that comes before its end is
 * taken as it is.
 */
public final class RunnerExchange implements AutoCloseable {

    private static final int CHUNK = 32 * 1024;
    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final CallRequest request;
    private final OpenCall call;
    private volatile boolean closed;

    /** Whether the call was over while the next of its body was awaited: the runner has nothing to do with that. */
    private boolean bodyAwaited;

    private RunnerExchange(CallRequest request, OpenCall call) {
        this.request = request;
        this.call = call;
    }

    /** Connects, and sends the head. */
    public static RunnerExchange begin(HttpClient http, RunnerAddress address, CallRequest request) {
        var type = Headers.contentType(request.contentType());
        var named = request.name()
                .map(name -> type.with(ProgressQuestion.HEADER, name))
                .orElse(type);
        var headers = address.token().isEmpty() ? named : named.with("Authorization", "Bearer " + address.token());
        var limits = request.limits();
        return new RunnerExchange(
                request,
                http.open(HttpCall.post(
                        address.at("/" + request.pipeline()),
                        headers,
                        new HttpCall.Limits(limits.whole(), limits.whole(), limits.answerBytes()))));
    }

    /** Sends the body and waits for the head of the answer. Whoever gave the body closes it. */
    public CallResult send(InputStream body) throws InterruptedException {
        try {
            var stopped = upload(body);
            return stopped.isPresent() ? stopped.get() : result(call.answer());
        } catch (TransportException failure) {
            return failed(failure);
        }
    }

    /** @return why no answer is to be waited for; empty when one is */
    private Optional<CallResult> upload(InputStream body) throws TransportException, InterruptedException {
        long limit = request.limits().requestBytes();
        long sent = 0;
        var chunk = new byte[CHUNK];
        while (true) {
            int length;
            try {
                length = body.read(chunk);
            } catch (IOException brokenOff) {
                return Optional.of(new CallResult.Withdrawn("The request broke off: " + brokenOff.getMessage()));
            }
            bodyAwaited = call.isOver();
            if (bodyAwaited) {
                return Optional.empty();
            }
            if (length < 0) {
                call.finish();
                return Optional.empty();
            }
            sent += length;
            if (sent > limit) {
                return Optional.of(new CallResult.TooLarge(limit));
            }
            if (!call.write(ByteBuffer.wrap(chunk, 0, length))) {
                return Optional.empty();
            }
        }
    }

    private static CallResult result(Answer answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return answered(answer);
        }
        var words = RunnerWords.of(answer);
        return switch (status) {
            case UNAUTHORIZED -> new CallResult.TokenRefused(words);
            case REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> new CallResult.Failed(status, words);
            default -> status / 100 == 4 ? new CallResult.Refused(status, words) : new CallResult.Failed(status, words);
        };
    }

    private static CallResult answered(Answer answer) {
        try {
            return new CallResult.Answered(answer.status(), answer.headers(), answer.body());
        } catch (IOException brokenOff) {
            return new CallResult.Gone(sentence(brokenOff));
        }
    }

    private CallResult failed(TransportException failure) {
        if (closed) {
            return new CallResult.Withdrawn("The call was given up");
        }
        return switch (failure.kind()) {
            case HEADER_TIMEOUT, BODY_TIMEOUT, TOO_SLOW ->
                bodyAwaited
                        ? new CallResult.Withdrawn("The request's body did not come within "
                                + request.limits().whole().toMillis() + " ms")
                        : new CallResult.Hung(sentence(failure));
            case UNREACHABLE, BROKEN_OFF, TOO_LARGE, OVERLOADED, CANNOT_LISTEN ->
                new CallResult.Gone(sentence(failure));
        };
    }

    private static String sentence(IOException failure) {
        return "The runner did not answer: " + failure.getMessage();
    }

    @Override
    public void close() {
        closed = true;
        call.cancel();
    }
}
