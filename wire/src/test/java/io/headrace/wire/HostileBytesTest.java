package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Payment;
import io.headrace.wire.net.Capabilities;
import io.headrace.wire.net.EndTranscodingSessionRequest;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.OrchestratorRequest;
import io.headrace.wire.net.PriceInfo;
import io.headrace.wire.net.RegisterAIWorkerRequest;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.SegData;
import io.headrace.wire.net.TicketParams;
import io.headrace.wire.net.TicketSenderParams;
import io.headrace.wire.net.VideoProfile;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whatever a peer sends, a decoder gives a value or a refusal. */
class HostileBytesTest {
    private static final int ROUNDS = 20_000;

    @Test
    void noBytesBreakADecoder() {
        var random = new Random(7);
        var samples = samples();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes =
                    round % 4 == 0 ? noise(random) : mutated(random, samples.get(random.nextInt(samples.size())));
            decodeAll(bytes);
        }
    }

    private static void decodeAll(byte[] bytes) {
        String header = Base64.getEncoder().encodeToString(bytes);
        assertThat(SegmentCredentialCodec.decodeHeader(header)).isNotNull();
        assertThat(PaymentCodec.decodeHeader(header)).isNotNull();
        assertThat(TranscodeResultCodec.decode(bytes)).isNotNull();
        assertThat(PaymentResultCodec.decode(bytes)).isNotNull();
        try {
            assertThat(OrchestratorInfoCodec.decode(io.headrace.wire.net.OrchestratorInfo.parseFrom(bytes)))
                    .isNotNull();
            assertThat(InfoRequestCodec.decode(OrchestratorRequest.parseFrom(bytes)))
                    .isNotNull();
            assertThat(EndSessionCodec.decode(EndTranscodingSessionRequest.parseFrom(bytes)))
                    .isNotNull();
            assertThat(WorkerCodec.decode(RegisterRequest.parseFrom(bytes))).isNotNull();
            assertThat(WorkerCodec.decode(NotifySegment.parseFrom(bytes))).isNotNull();
            assertThat(AiWorkerCodec.decode(RegisterAIWorkerRequest.parseFrom(bytes)))
                    .isNotNull();
            assertThat(AiWorkerCodec.decode(NotifyAIJob.parseFrom(bytes))).isNotNull();
        } catch (InvalidProtocolBufferException grpcRefusesItFirst) {
            assertThat(grpcRefusesItFirst).isNotNull();
        }
    }

    private static List<byte[]> samples() {
        return RecordedExchanges.all()
                .flatMap(exchange -> Stream.concat(
                        exchange.request().header(SegmentCredentialCodec.HEADER).stream()
                                .filter(header -> !header.startsWith("!"))
                                .map(HostileBytesTest::base64OrNothing),
                        exchange.response().grpcMessages().stream()))
                .filter(bytes -> bytes.length > 0)
                .toList();
    }

    private static byte[] base64OrNothing(String header) {
        try {
            return Base64.getDecoder().decode(header);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(Random random, byte[] sample) {
        byte[] bytes = sample.clone();
        for (int i = 0; i <= random.nextInt(6); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void refusesTextThatIsNoBase64() {
        assertThat(refusal(SegmentCredentialCodec.decodeHeader("*")).text()).isEqualTo("ErrorSegEncoding");
        assertThat(refusal(PaymentCodec.decodeHeader("a*b=")).text())
                .isEqualTo("base64 decode error: illegal base64 data at input byte 1");
        assertThat(refusal(PaymentCodec.decodeHeader("////")).text())
                .isEqualTo("protobuf unmarshal error: proto: cannot parse invalid wire-format data");
    }

    @Test
    void readsAnAbsentHeaderAsExistingNodesDo() {
        assertThat(refusal(SegmentCredentialCodec.decodeHeader("")).text()).isEqualTo("missing auth token");
        assertThat(PaymentCodec.decodeHeader("").orElseThrow())
                .isEqualTo(new Payment(EthAddress.ZERO, Optional.empty(), Optional.empty()));
    }

    private static Refusal refusal(Decoded<?> decoded) {
        return ((Decoded.Refused<?>) decoded).refusal();
    }

    @Nested
    class ASegment {
        @Test
        void refusesWhatCannotBe() {
            assertRefused(PeerError.INVALID_DURATION, message -> message.setDuration(-1));
            assertRefused(PeerError.INVALID_DURATION, message -> message.setDuration(300_001));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> message.setSeq(-1));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> message.setHash(ByteString.copyFrom(new byte[33])));
            assertRefused(
                    PeerError.SEGMENT_MESSAGE,
                    message -> message.setManifestId(ByteString.copyFromUtf8("x".repeat(1_000))));
            assertRefused(
                    PeerError.SEGMENT_MESSAGE,
                    message -> message.getAuthTokenBuilder().setExpiration(Long.MAX_VALUE));
            assertRefused(
                    PeerError.SEGMENT_MESSAGE,
                    message -> message.getSegmentParametersBuilder().setFrom(-1));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> message.setCapabilities(words(2_000)));
        }

        @Test
        void refusesProfilesThatCannotBe() {
            assertRefused(PeerError.UNKNOWN_FORMAT, message -> profile(message).setFormatValue(9));
            assertRefused(PeerError.UNKNOWN_PROFILE, message -> profile(message).setProfileValue(9));
            assertRefused(PeerError.UNKNOWN_CODEC, message -> profile(message).setEncoderValue(9));
            assertRefused(PeerError.INVALID_GOP, message -> profile(message).setGop(-2));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> profile(message).setWidth(-1));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> profile(message).setBitrate(-1));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> profile(message).setFps(-1));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> profile(message).setQuality(64));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> profile(message).setName("../../etc/passwd"));
            assertRefused(PeerError.SEGMENT_MESSAGE, message -> {
                profile(message);
                profile(message);
            });
            assertRefused(PeerError.TOO_MANY_OUTPUTS, message -> {
                for (int i = 0; i < 11; i++) {
                    profile(message).setName("p" + i);
                }
            });
        }

        @Test
        void takesASignatureOfNoFormForNone() {
            var message = valid();
            message.setSig(ByteString.copyFrom(new byte[64]));

            var decoded = SegmentCredentialCodec.decodeHeader(header(message)).orElseThrow();

            assertThat(decoded.signature()).isEmpty();
        }

        @Test
        void namesAProfileThatHasNone() {
            var message = valid();
            profile(message).setName("").setWidth(320).setHeight(180).setBitrate(500);

            var decoded = SegmentCredentialCodec.decodeHeader(header(message)).orElseThrow();

            assertThat(decoded.ladder().orElseThrow().profiles().getFirst().name())
                    .isEqualTo("net_320x180_500");
        }

        private void assertRefused(PeerError error, Consumer<SegData.Builder> change) {
            var message = valid();
            change.accept(message);
            assertThat(refusal(SegmentCredentialCodec.decodeHeader(header(message)))
                            .error())
                    .isEqualTo(error);
        }

        private static SegData.Builder valid() {
            var message = SegData.newBuilder()
                    .setManifestId(ByteString.copyFromUtf8("movie"))
                    .setHash(ByteString.copyFrom(new byte[32]));
            message.getAuthTokenBuilder().setSessionId("s");
            return message;
        }

        private static VideoProfile.Builder profile(SegData.Builder message) {
            return message.addFullProfilesBuilder().setName("p");
        }

        private static Capabilities words(int count) {
            var capabilities = Capabilities.newBuilder();
            for (int i = 0; i < count; i++) {
                capabilities.addBitstring(0);
            }
            return capabilities.build();
        }

        private static String header(SegData.Builder message) {
            return Base64.getEncoder().encodeToString(message.build().toByteArray());
        }
    }

    @Nested
    class APayment {
        @Test
        void refusesWhatCannotBe() {
            assertRefused("protobuf unmarshal error: sender has 19 bytes", message -> message.setSender(bytes(19)));
            assertRefused(
                    "invalid expected price sent with payment err=\"pixels per unit is 0\"",
                    message -> message.setExpectedPrice(PriceInfo.newBuilder().setPricePerUnit(1)));
            assertRefused(
                    "invalid expected price sent with payment err=\"a price of -1",
                    message -> message.setExpectedPrice(
                            PriceInfo.newBuilder().setPricePerUnit(-1).setPixelsPerUnit(1)));
            assertRefused(
                    "protobuf unmarshal error: ticket face value has 33 bytes",
                    message -> message.getTicketParamsBuilder().setFaceValue(bytes(33)));
            assertRefused(
                    "protobuf unmarshal error: ticket win probability has 33 bytes",
                    message -> message.getTicketParamsBuilder().setWinProb(bytes(33)));
            assertRefused(
                    "invalid ticket signature",
                    message -> message.getTicketSenderParamsBuilder(0).setSig(bytes(65)));
            assertRefused(
                    "protobuf unmarshal error: Rounds count from zero",
                    message -> message.getExpirationParamsBuilder().setCreationRound(-1));
        }

        @Test
        void refusesMoreTicketsThanACommitmentTakes() {
            assertRefused("invalid ticket senderNonce: too many values in one payment: 601", message -> {
                for (int i = 0; i < 600; i++) {
                    message.addTicketSenderParams(message.getTicketSenderParams(0));
                }
            });
        }

        private void assertRefused(String text, Consumer<io.headrace.wire.net.Payment.Builder> change) {
            var message = valid();
            change.accept(message);
            var header = Base64.getEncoder().encodeToString(message.build().toByteArray());
            assertThat(refusal(PaymentCodec.decodeHeader(header)).text()).startsWith(text);
        }

        private static io.headrace.wire.net.Payment.Builder valid() {
            byte[] signature = new byte[65];
            signature[64] = 27;
            return io.headrace.wire.net.Payment.newBuilder()
                    .setSender(bytes(20))
                    .setTicketParams(TicketParams.newBuilder().setRecipient(bytes(20)))
                    .addTicketSenderParams(
                            TicketSenderParams.newBuilder().setSenderNonce(1).setSig(ByteString.copyFrom(signature)));
        }

        private static ByteString bytes(int length) {
            return ByteString.copyFrom(new byte[length]);
        }
    }

    @Nested
    class AnEndOfASession {
        @Test
        void needsAToken() {
            var refused = refusal(EndSessionCodec.decode(EndTranscodingSessionRequest.getDefaultInstance()));

            assertThat(refused.text()).isEqualTo("Invalid auth token");
        }
    }
}
