package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.headrace.crypto.Keccak;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.wire.AuthToken;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.net.SegData;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks our orchestrator what the network's own was asked without a chain, and holds the answers side by side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedOffChainTest {

    /** The token that was valid in the recording, and the hash of the segment that was sent there. */
    private static final String VALID = "64f3175e53150f7c0e1c010d4b2c600492aed19500a217d3da9d74fb31adc073";

    private static final long VALID_UNTIL = 1_795_248_576L;
    private static final String MEDIA_HASH = "675e0f4899055c2ffc34e19e88ed25083c067dcefb4286d8e64971a1cb050aca";

    /** Where we mean to answer otherwise; each has a test of its own. */
    private static final Set<String> OTHERWISE =
            Set.of("seg-no-profiles", "seg-same-names", "seg-caps-hevc-enc", "seg-huge", "refresh-payment-badjson");

    private LocalOrchestrator orchestrator;
    private TestGateway gateway;
    private AuthToken token;
    private HttpServer store;

    static Stream<RecordedAnswer> cases() {
        return RecordedAnswer.all().stream()
                .filter(RecordedAnswer::offChain)
                .filter(recorded -> !OTHERWISE.contains(recorded.name()));
    }

    @BeforeAll
    void start() throws Exception {
        orchestrator = LocalOrchestrator.offChain(new EagerWorkshop());
        gateway = new TestGateway(orchestrator);
        token = gateway.token();
        store = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), exchange -> {
            if (exchange.path().equals("/s0.ts")) {
                exchange.answer(200, Headers.NONE, ByteBuffer.wrap(TestGateway.MEDIA));
            } else {
                exchange.refuse(404, "none");
            }
        });
    }

    @AfterAll
    void stop() {
        store.close();
        orchestrator.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheNetworksNodeDid(RecordedAnswer recorded) throws Exception {
        var answer = ask(recorded);

        assertThat(answer.status()).isEqualTo(recorded.status());
        if (!recorded.error().isEmpty()) {
            assertThat(TestGateway.result(answer))
                    .isInstanceOfSatisfying(
                            TranscodeResult.Failed.class,
                            failed -> assertThat(failed.text()).isEqualTo(recorded.error()));
        } else if (recorded.renditions() >= 0) {
            assertThat(TestGateway.result(answer))
                    .isInstanceOfSatisfying(
                            TranscodeResult.Transcoded.class,
                            done -> assertThat(done.renditions()).hasSize(recorded.renditions()));
        } else if (!recorded.answer().isEmpty()) {
            assertThat(TestGateway.text(answer)).isEqualTo(recorded.answer());
        }
    }

    private Answer ask(RecordedAnswer recorded) throws Exception {
        var headers = Headers.NONE;
        for (var header : recorded.headers().entrySet()) {
            headers = headers.with(header.getKey(), anew(header.getKey(), header.getValue()));
        }
        var call = new HttpCall(
                recorded.method(),
                orchestrator.uri(recorded.path()),
                headers,
                HttpCall.Version.NEGOTIATED,
                TestGateway.PATIENT);
        return recorded.bodyLength() == 0
                ? orchestrator.http.send(call)
                : orchestrator.http.send(call, ByteBuffer.wrap(body(recorded)));
    }

    private byte[] body(RecordedAnswer recorded) {
        return recorded.body().isEmpty()
                ? TestGateway.MEDIA
                : recorded.body()
                        .replace("127.0.0.1:19991", "127.0.0.1:" + store.port())
                        .replace("127.0.0.1:19935", "127.0.0.1:" + store.port())
                        .getBytes(UTF_8);
    }

    /** The recorded header with our session's token in it, and the hash of what we send. */
    private String anew(String name, String value) throws Exception {
        if (!name.equals("livepeer-segment")) {
            return value;
        }
        SegData.Builder message;
        try {
            message = SegData.parseFrom(Base64.getDecoder().decode(value)).toBuilder();
        } catch (IllegalArgumentException broken) {
            return value;
        }
        if (hex(message.getHash()).equals(MEDIA_HASH)) {
            message.setHash(ByteString.copyFrom(Keccak.hash(TestGateway.MEDIA).bytes()));
        }
        if (message.hasAuthToken()) {
            var changed = message.getAuthTokenBuilder();
            if (hex(changed.getToken()).equals(VALID)) {
                changed.setToken(ByteString.copyFrom(token.token().toByteArray()));
            }
            changed.setSessionId(token.sessionId())
                    .setExpiration(token.expiration().getEpochSecond() + changed.getExpiration() - VALID_UNTIL);
        }
        return Base64.getEncoder().encodeToString(message.build().toByteArray());
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
