package io.headrace.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signature;
import io.headrace.crypto.Signatures;
import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.wire.net.SegData;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The test vectors of the wire protocol's section 13, and the signatures of the paid recording. */
class VectorsTest {
    private static final PrivateKey KEY_1 = PrivateKey.of(Hash256.of(BigInteger.ONE));
    private static final Profile P240 = new Profile(
            "P240p30fps16x9",
            426,
            240,
            600_000,
            FrameRate.of(30),
            Container.MPEG_TS,
            VideoCodec.H264,
            CodecProfile.DEFAULT,
            new Gop.EncoderDefault(),
            0);
    private static final Profile P144 = P240.named("P144p30fps16x9");
    private static final AuthToken TOKEN =
            new AuthTokens(new byte[32]).issue("f1405ced", Instant.ofEpochSecond(1_700_000_000));

    @Test
    void signsASegment() {
        var credential = SegmentCredential.of(
                new ManifestId("abcdef"),
                1234,
                Hash256.of(Arrays.copyOf("browns".getBytes(US_ASCII), 32)),
                new Ladder(List.of(P144, P240)),
                Duration.ofSeconds(2),
                Capabilities.NONE,
                TOKEN);

        assertThat(credential.signingHash())
                .hasToString("0x08a398e7e7a5a545b0b07d9e7e1eab52b4131e0df1621bd53ee6e7550a15465b");
        assertThat(credential.signedBy(KEY_1).signature().orElseThrow())
                .hasToString("0x6164f6d17b6b513928750b70b28391f80fff00c415a5bf9bdf3b14b232d85480"
                        + "7ec2eef9dedf1bcda5ae87c98c2d78ae927c0eadf395c416536705b0f64bd3991b");
        assertThat(credential.signedBy(KEY_1).isSignedBy(KEY_1.address(), Signatures::signedBy))
                .isTrue();
        assertThat(credential.isSignedBy(KEY_1.address(), Signatures::signedBy)).isFalse();
    }

    @Test
    void signsARequestForInfo() {
        var request = InfoRequest.signed(KEY_1, Capabilities.NONE);

        assertThat(InfoRequestCodec.encode(request).toBuilder()
                        .clearCapabilities()
                        .build()
                        .toByteArray())
                .asHexString()
                .isEqualToIgnoringCase(
                        "0a147e5f4552091a69125d5dfcb7b8c2659029395bdf12412e05f5b96d0c24dde6256c43b4dd51d5"
                                + "0979d8a650510a52b1317a95e9eda00d3d716748cd06e78360e29fdfe091e0c6c5a3d7ae1fb408d0b746ebdd9fa6382a1c");
    }

    @Test
    void signsAPaymentThatTravelsAlone() {
        var credential = SegmentCredential.ofPayment(new ManifestId("35_noop"), Capabilities.NONE, TOKEN);

        assertThat(credential.signedBy(KEY_1).signature().orElseThrow())
                .hasToString("0x622e7880005aa38155faea930d63ab7005335e0affafbcb2a7f4f977579545bc"
                        + "242f84ef6e673ac0866486f22b4b165e918d6a3c34bea109d339f1dfc143aa161b");
    }

    @Test
    void signsResultsWithoutHashingTwice() {
        var hashes = List.of(
                Keccak.hash("A".repeat(32).getBytes(US_ASCII)),
                Keccak.hash("B".repeat(32).getBytes(US_ASCII)));

        assertThat(TranscodeResult.signingHash(hashes))
                .hasToString("0x768122c8ea21dbf3eb336d50b685ea35b0415892a15d6fcaf7019e357a3f5952");
        assertThat(TranscodeResult.signingHash(hashes.subList(0, 1)))
                .hasToString("0x9274cc7a513cc29d5b0cf7377a04b535f57b18a57830614e02500669fb7f3655");
    }

    @Test
    void answersAPing() {
        byte[] value = Keccak.hash("hello".getBytes(US_ASCII)).bytes();

        assertThat(KEY_1.sign(Ping.signingHash(value)))
                .hasToString("0xd4df70bed701f63e9f77d938d38b8acdad1f152b1eaa1814505b5deca6776a2a"
                        + "02cb845131be900ad78f29663b75b0f21534e1f7ec9aa9bcb81d5e090154fe4a1c");
    }

    @Test
    void makesTokens() {
        assertThat(AuthTokenCodec.encode(TOKEN).toByteArray())
                .asHexString()
                .isEqualToIgnoringCase("0a20276899b0d42227d6357f9e40c1bbe36e8a11f60c21a86363e0fa7156c70b0107"
                        + "120866313430356365641880e2cfaa06");
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        var other = new AuthTokens(secret).issue("deadbeef", Instant.ofEpochSecond(1));
        assertThat(other.token().toByteArray())
                .asHexString()
                .isEqualToIgnoringCase("bcef2c42915f34dcd2552d5e6dbd3b2d340fb32871fa3d5e1d0a600879dae70e");
    }

    @Test
    void writesProfilesIntoTheFieldThatReadersExpect() {
        var rich = new Profile(
                "hi",
                1280,
                720,
                1_500_000,
                new FrameRate(30_000, 1001),
                Container.MP4,
                VideoCodec.H264,
                CodecProfile.H264_HIGH,
                new Gop.Every(Duration.ofSeconds(2)),
                0);
        var intra = new Profile(
                "intra",
                160,
                120,
                100_000,
                FrameRate.of(1),
                Container.MPEG_TS,
                VideoCodec.H264,
                CodecProfile.DEFAULT,
                new Gop.IntraOnly(),
                0);

        assertThat(encoded(P240).getFullProfiles(0).toByteArray())
                .asHexString()
                .isEqualToIgnoringCase("82010e50323430703330667073313678398801aa039001f0019801c0cf24a0011e");
        assertThat(encoded(rich).getFullProfiles3(0).toByteArray())
                .asHexString()
                .isEqualToIgnoringCase("82010268698801800a9001d0059801e0c65ba001b0ea01a80101b001e907b80103c001d00f");
        assertThat(encoded(intra).getFullProfiles3(0).toByteArray())
                .asHexString()
                .isEqualToIgnoringCase("820105696e7472618801a0019001789801a08d06a00101c001ffffffffffffffffff01");
    }

    private static SegData encoded(Profile profile) {
        var message = SegData.newBuilder();
        LadderCodec.encode(new Ladder(List.of(profile)), message);
        return message.build();
    }

    @Test
    void readsACompleteCredential() {
        String header = "CgVtb3ZpZRAHGiBf50UsaY/eb+BJZ4DCB2iD1dJxLxbDg4xUsN2JyZAs1SIHaW52YWxpZCpB48XmUaimvLmXAOM/2XQz"
                + "QIReQylscMX4I4Y1GwInSchHy+3Qpc9J77NVL7ogU6JewenVW3m4SQGMCye1zbfrXhsw0A86BgoEg6CAIEIyCiAnaJmw1CIn1jV"
                + "/nkDBu+NuihH2DCGoY2Pg+nFWxwsBBxIIZjE0MDVjZWQYgOLPqgaKAiGCAQ5QMjQwcDMwZnBzMTZ4OYgBqgOQAfABmAHAzySgAR4=";
        var expected = SegmentCredential.of(
                        new ManifestId("movie"),
                        7,
                        Keccak.hash("segment-bytes".getBytes(UTF_8)),
                        new Ladder(List.of(P240)),
                        Duration.ofSeconds(2),
                        Capabilities.request(CapabilitySet.ofWords(67112963)),
                        TOKEN)
                .signedBy(KEY_1);

        assertThat(SegmentCredentialCodec.decodeHeader(header)).isEqualTo(new Decoded.Value<>(expected));
        assertThat(SegmentCredentialCodec.decodeHeader(SegmentCredentialCodec.encodeHeader(expected)))
                .isEqualTo(new Decoded.Value<>(expected));
    }

    @Test
    void writesAPaymentWithoutTickets() {
        var payment = Payment.withoutTickets(KEY_1.address(), Price.of(1000, 3));

        assertThat(PaymentCodec.encodeHeader(payment)).isEqualTo("EhR+X0VSCRppEl1d/Le4wmWQKTlb3yoFCOgHEAM=");
    }

    @Test
    void recomputesTheSignaturesOfThePaidRecording() {
        for (var check : RecordedExchanges.verifiedSignatures("SegData.sig")) {
            var hash = Hash256.parse(check.get("messageHash").asString());
            assertThat(Keccak.hash(HexFormat.of()
                            .parseHex(check.get("flattened").asString().substring(2))))
                    .isEqualTo(hash);
            assertThat(signer(hash, check.get("sig").asString()))
                    .hasToString(check.get("recovered").asString());
        }
        for (var check : RecordedExchanges.verifiedSignatures("TranscodeData.sig")) {
            var hashes = check.get("renditions")
                    .valueStream()
                    .map(rendition -> Hash256.parse(rendition.get("keccak256").asString()))
                    .toList();
            assertThat(TranscodeResult.signingHash(hashes))
                    .hasToString(check.get("H").asString());
            assertThat(signer(
                            TranscodeResult.signingHash(hashes),
                            check.get("sig").asString()))
                    .hasToString(check.get("recovered").asString());
        }
        for (var check : RecordedExchanges.verifiedSignatures("Ping")) {
            byte[] value = HexFormat.of().parseHex(check.get("value").asString().substring(2));
            assertThat(signer(Ping.signingHash(value), check.get("reply").asString()))
                    .hasToString(check.get("recovered").asString());
        }
        for (var check : RecordedExchanges.verifiedSignatures("OrchestratorRequest.sig")) {
            var address = EthAddress.parse(check.get("address").asString());
            assertThat(InfoRequest.signingHash(address))
                    .hasToString(check.get("messageHash").asString());
        }
    }

    private static EthAddress signer(Hash256 hash, String signature) {
        var bytes = HexFormat.of().parseHex(signature.substring(2));
        return Optional.of(Signature.of(bytes))
                .flatMap(value -> Signatures.signer(hash, value))
                .orElseThrow();
    }
}
