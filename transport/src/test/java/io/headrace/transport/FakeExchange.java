package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request without a socket, and the answer that a handler gave to it. For tests of handlers, in any module. */
public final class FakeExchange implements Exchange {
    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Headers headers;
    private final byte[] body;
    private final List<Runnable> onPeerGone = new ArrayList<>();
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
    private int status;
    private Headers answerHeaders = Headers.NONE;
    private boolean complete;

    private FakeExchange(String method, String path, Map<String, String> query, Headers headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    public static FakeExchange get(String path) {
        return of("GET", path);
    }

    public static FakeExchange of(String method, String path) {
        return new FakeExchange(method, path, Map.of(), Headers.NONE, new byte[0]);
    }

    public static FakeExchange post(String path, Headers headers, byte[] body) {
        return new FakeExchange("POST", path, Map.of(), headers, body);
    }

    public FakeExchange withQuery(Map<String, String> parameters) {
        return new FakeExchange(method, path, parameters, headers, body);
    }

    public FakeExchange withHeaders(Headers given) {
        return new FakeExchange(method, path, query, given, body);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public String peerAddress() {
        return "127.0.0.1";
    }

    @Override
    public RequestBody body() {
        return new RequestBody() {
            @Override
            public InputStream stream(long limitBytes) throws IOException {
                return limited(limitBytes);
            }

            @Override
            public BodyChunks chunks() {
                throw new UnsupportedOperationException("This peer sends its body whole");
            }
        };
    }

    @Override
    public void interim(int interimStatus) {}

    @Override
    public Tunnel upgrade(Headers given, Duration idle) {
        throw new UnsupportedOperationException("This peer speaks HTTP alone");
    }

    private InputStream limited(long limitBytes) throws BodyTooLargeException {
        if (body.length > limitBytes) {
            throw new BodyTooLargeException(limitBytes);
        }
        return new ByteArrayInputStream(body);
    }

    @Override
    public void onPeerGone(Runnable action) {
        onPeerGone.add(action);
    }

    /** The peer hangs up. */
    public void leave() {
        onPeerGone.forEach(Runnable::run);
    }

    @Override
    public void answer(int answerStatus, Headers given, ByteBuffer bytes) throws IOException {
        try (var answer = begin(answerStatus, given)) {
            answer.write(bytes);
        }
    }

    @Override
    public AnswerBody begin(int answerStatus, Headers given, ByteBuffer first) {
        if (status != 0) {
            throw new IllegalStateException("Answered twice: " + method + " " + path);
        }
        status = answerStatus;
        answerHeaders = given;
        var body = new Collecting();
        body.write(first);
        return body;
    }

    /** Of the answer; 0 before there is one. */
    public int status() {
        return status;
    }

    public Headers answerHeaders() {
        return answerHeaders;
    }

    public byte[] answerBytes() {
        return answered.toByteArray();
    }

    public String answerText() {
        return answered.toString(UTF_8);
    }

    public boolean isComplete() {
        return complete;
    }

    private final class Collecting implements AnswerBody {
        @Override
        public void write(ByteBuffer chunk) {
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            answered.writeBytes(bytes);
        }

        @Override
        public void finish(ByteBuffer last) {
            write(last);
            complete = true;
        }

        @Override
        public void close() {
            complete = true;
        }
    }
}
