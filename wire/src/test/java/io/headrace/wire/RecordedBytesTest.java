package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.headrace.wire.net.EndTranscodingSessionRequest;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.OrchestratorInfo;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.Payment;
import io.headrace.wire.net.PaymentResult;
import io.headrace.wire.net.PingPong;
import io.headrace.wire.net.RegisterAIWorkerRequest;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.SegData;
import io.headrace.wire.net.TranscodeResult;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our messages have the network's fields: what was recorded is read without a rest, and written to the same bytes. */
class RecordedBytesTest {
    private static final Map<String, Parser<? extends Message>> REQUESTS = Map.of(
            "/net.Orchestrator/Ping", PingPong.parser(),
            "/net.Orchestrator/GetOrchestrator", OrchestratorRequest.parser(),
            "/net.Orchestrator/EndTranscodingSession", EndTranscodingSessionRequest.parser(),
            "/net.Transcoder/RegisterTranscoder", RegisterRequest.parser(),
            "/net.AIWorker/RegisterAIWorker", RegisterAIWorkerRequest.parser());
    private static final Map<String, Parser<? extends Message>> ANSWERS = Map.of(
            "/net.Orchestrator/Ping", PingPong.parser(),
            "/net.Orchestrator/GetOrchestrator", OrchestratorInfo.parser(),
            "/net.Transcoder/RegisterTranscoder", NotifySegment.parser());

    @Test
    void everyCallIsWrittenAsItWasRead() throws Exception {
        int seen = 0;
        for (var exchange : RecordedExchanges.all().toList()) {
            if (REQUESTS.containsKey(exchange.path())) {
                for (byte[] message : exchange.request().grpcMessages()) {
                    assertSameBytes(exchange, REQUESTS.get(exchange.path()), message);
                    seen++;
                }
            }
            if (ANSWERS.containsKey(exchange.path())) {
                for (byte[] message : exchange.response().grpcMessages()) {
                    assertSameBytes(exchange, ANSWERS.get(exchange.path()), message);
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(60);
    }

    @Test
    void everySegmentHeaderIsWrittenAsItWasRead() throws Exception {
        assertThat(headers(SegmentCredentialCodec.HEADER, SegData.parser())).isGreaterThan(70);
    }

    @Test
    void everyPaymentHeaderIsWrittenAsItWasRead() throws Exception {
        assertThat(headers(PaymentCodec.HEADER, Payment.parser())).isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/segment", "/payment"})
    void everyResultIsWrittenAsItWasRead(String path) throws Exception {
        Parser<? extends Message> parser = path.equals("/segment") ? TranscodeResult.parser() : PaymentResult.parser();
        int seen = 0;
        for (var exchange : RecordedExchanges.to(path).toList()) {
            if (exchange.status() == 200 && exchange.response().body().isPresent()) {
                byte[] bytes = exchange.response().body().orElseThrow();
                var message = parser.parseFrom(bytes);

                // Fields may come in any order, and existing nodes write the result after the info.
                assertThat(message.toByteArray()).as(exchange.id()).hasSameSizeAs(bytes);
                assertKnown(exchange, message);
                seen++;
            }
        }
        assertThat(seen).isPositive();
    }

    private static int headers(String name, Parser<? extends Message> parser) throws Exception {
        int seen = 0;
        for (var exchange : RecordedExchanges.all().toList()) {
            String header = exchange.request().header(name).orElse("");
            if (!header.isEmpty()
                    && exchange.status() != 402
                    && !exchange.response().bodyText().startsWith("ErrorSegEncoding")) {
                assertSameBytes(exchange, parser, Base64.getDecoder().decode(header));
                seen++;
            }
        }
        return seen;
    }

    private static void assertSameBytes(RecordedExchange exchange, Parser<? extends Message> parser, byte[] bytes)
            throws Exception {
        var message = parser.parseFrom(bytes);
        assertThat(message.toByteArray()).as(exchange.id()).isEqualTo(bytes);
        assertKnown(exchange, message);
    }

    private static void assertKnown(RecordedExchange exchange, Message message) {
        assertThat(message.getUnknownFields().asMap())
                .as(exchange.id() + " has fields unknown to us")
                .isEmpty();
        for (var field : message.getAllFields().values()) {
            switch (field) {
                case Message nested -> assertKnown(exchange, nested);
                case List<?> several ->
                    several.stream()
                            .filter(Message.class::isInstance)
                            .map(Message.class::cast)
                            .forEach(nested -> assertKnown(exchange, nested));
                default -> {
                    // A plain value holds no fields.
                }
            }
        }
    }
}
