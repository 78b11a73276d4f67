package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.TrickleHeaders.CLOSED;
import static io.headrace.tricklehttp.TrickleHeaders.EXPECT_CONTENT;
import static io.headrace.tricklehttp.TrickleHeaders.LATEST;

import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.transport.TransportException;
import io.headrace.trickle.Seq;
import io.headrace.trickle.TrickleException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The requests that a channel's server answers, and what its answers mean. Any thread. */
public final class ChannelCalls {
    private static final int ANSWER_BYTES = 4096;

    private final HttpClient http;
    private final ChannelAddress address;
    private final ClientPatience patience;
    private final HttpCall.Version version;

    public ChannelCalls(HttpClient http, ChannelAddress address, ClientPatience patience, HttpCall.Version version) {
        this.http = http;
        this.address = address;
        this.patience = patience;
        this.version = version;
    }

    /** Existing servers speak HTTP/1.1 alone. */
    public ChannelCalls(HttpClient http, ChannelAddress address) {
        this(http, address, ClientPatience.DEFAULT, HttpCall.Version.HTTP_1_1);
    }

    ClientPatience patience() {
        return patience;
    }

    /** Succeeds as well when the channel exists; orchestrators refuse it. */
    public void create(String mediaType) throws TrickleException, InterruptedException {
        exchange("POST", address.uri(), address.headers().with(EXPECT_CONTENT, mediaType));
    }

    public void delete() throws TrickleException, InterruptedException {
        exchange("DELETE", address.uri(), address.headers());
    }

    /** What was written of the segment stays readable. */
    public void closeSegment(long seq) throws TrickleException, InterruptedException {
        exchange("DELETE", address.segment(seq), address.headers());
    }

    /** The number of the segment that is written next. */
    public long head() throws TrickleException, InterruptedException {
        var uri = URI.create(address.uri() + "/next");
        return exchange("GET", uri, address.headers())
                .orElseThrow(
                        () -> new TrickleException(TrickleException.Kind.REFUSED, uri + " answered without " + LATEST));
    }

    private OptionalLong exchange(String method, URI uri, Headers headers)
            throws TrickleException, InterruptedException {
        var limits = new HttpCall.Limits(patience.answer(), patience.answer(), ANSWER_BYTES);
        try (var answer = http.send(new HttpCall(method, uri, headers, version, limits))) {
            demandSuccess(answer, method + " " + uri);
            return index(answer, LATEST);
        } catch (IOException failure) {
            throw brokenOff(method + " " + uri, failure);
        }
    }

    OpenCall publish(long seq, Headers more) {
        var headers = address.headers();
        for (var header : more.all()) {
            headers = headers.with(header.name(), header.value());
        }
        var limits = new HttpCall.Limits(patience.segment(), patience.segment(), ANSWER_BYTES, patience.silence());
        return http.open(new HttpCall("POST", address.segment(seq), headers, version, limits));
    }

    /** Waits for the head of the answer for as long as a preconnect may last. */
    Answer subscribe(long seq) throws TransportException, InterruptedException {
        var limits = new HttpCall.Limits(patience.preconnect(), patience.segment(), Long.MAX_VALUE, patience.silence());
        return http.send(new HttpCall("GET", address.segment(seq), address.headers(), version, limits));
    }

    /** The channel's end first, then the status: a server may say 200 and that the channel is gone. */
    static void demandSuccess(Answer answer, String what) throws TrickleException {
        if (isTerminated(answer)) {
            throw new TrickleException(TrickleException.Kind.CHANNEL_ENDED, what + ": the channel has ended");
        }
        if (answer.status() == 404) {
            throw new TrickleException(TrickleException.Kind.NO_SUCH_CHANNEL, what + ": no such channel");
        }
        if (answer.status() == 409) {
            throw new TrickleException(TrickleException.Kind.SEGMENT_TAKEN, refusal(answer, what));
        }
        if (answer.status() >= 400) {
            throw new TrickleException(TrickleException.Kind.REFUSED, refusal(answer, what));
        }
    }

    static boolean isTerminated(Answer answer) {
        return answer.headers().first(CLOSED).isPresent();
    }

    private static String refusal(Answer answer, String what) {
        try {
            var words = new String(answer.body().readNBytes(ANSWER_BYTES), StandardCharsets.UTF_8);
            return what + ": " + answer.status() + " " + words.strip();
        } catch (IOException silent) {
            return what + ": " + answer.status();
        }
    }

    static OptionalLong index(Answer answer, String header) {
        return answer.headers().first(header).map(Seq::parse).orElse(OptionalLong.empty());
    }

    static TrickleException brokenOff(String what, IOException failure) {
        return failure instanceof TrickleException known
                ? known
                : new TrickleException(
                        TrickleException.Kind.BROKEN_OFF, what + " broke off: " + failure.getMessage(), failure);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
