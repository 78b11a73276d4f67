package io.headrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.headrace.media.ManifestId;
import io.headrace.wire.net.SegData;
import io.headrace.wire.net.SegParameters;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The header {@value #HEADER}: base64 of {@code net.SegData} (wire protocol sections 2.10 and 4.9). A header that is
 * absent reads as an empty one.
 */
public final class SegmentCredentialCodec {
    public static final String HEADER = "Livepeer-Segment";

    /** What stands where presets were named once. */
    static final ByteString NO_PRESETS = ByteString.copyFromUtf8("invalid");

    private static final int MAX_DURATION_MS = (int) SegmentCredential.MAX_DURATION.toMillis();

    private SegmentCredentialCodec() {}

    public static String encodeHeader(SegmentCredential credential) {
        return Base64.getEncoder().encodeToString(encode(credential).toByteArray());
    }

    public static Decoded<SegmentCredential> decodeHeader(String header) {
        return Decoding.of(PeerError.SEGMENT_MESSAGE, () -> {
            byte[] bytes = Decoding.base64(header, PeerError.SEGMENT_ENCODING.refusal());
            return decode(SegData.parseFrom(bytes));
        });
    }

    static SegData encode(SegmentCredential credential) {
        var message = SegData.newBuilder()
                .setManifestId(ByteString.copyFrom(credential.manifest().text(), UTF_8))
                .setSeq(credential.seq())
                .setHash(ProtoBytes.of(credential.hash()))
                .setProfiles(NO_PRESETS)
                .setSig(ProtoBytes.of(credential.signature()))
                .setDuration((int) credential.duration().toMillis())
                .setCapabilities(CapabilitiesCodec.encode(credential.capabilities()))
                .setCalcPerceptualHash(credential.perceptualHash())
                .setForceSessionReinit(credential.reinitialize());
        credential.token().ifPresent(token -> message.setAuthToken(AuthTokenCodec.encode(token)));
        credential.storage().ifPresent(policy -> message.addStorage(StorageCodec.encode(policy)));
        credential.ladder().ifPresent(ladder -> LadderCodec.encode(ladder, message));
        credential.slice().ifPresent(slice -> message.setSegmentParameters(encode(slice)));
        return message.build();
    }

    private static SegParameters encode(SegmentSlice slice) {
        return SegParameters.newBuilder()
                .setFrom(slice.from().toMillis())
                .setTo(slice.to().toMillis())
                .build();
    }

    static SegmentCredential decode(SegData message) throws MalformedException {
        if (message.getDuration() < 0 || message.getDuration() > MAX_DURATION_MS) {
            throw new MalformedException(PeerError.INVALID_DURATION.refusal());
        }
        if (!message.hasAuthToken() && message.getManifestId().isEmpty()) {
            // An empty or absent header: existing orchestrators say this of it.
            throw new MalformedException(PeerError.TOKEN_MISSING.refusal());
        }
        return new SegmentCredential(
                new ManifestId(message.getManifestId().toStringUtf8()),
                message.getSeq(),
                ProtoBytes.hash(message.getHash(), "segment hash"),
                LadderCodec.decode(message),
                ProtoBytes.signature(message.getSig()),
                Duration.ofMillis(message.getDuration()),
                CapabilitiesCodec.decode(message.getCapabilities()),
                message.hasAuthToken() ? Optional.of(AuthTokenCodec.decode(message.getAuthToken())) : Optional.empty(),
                message.getCalcPerceptualHash(),
                StorageCodec.decode(message.getStorageList()),
                message.hasSegmentParameters() ? Optional.of(decode(message.getSegmentParameters())) : Optional.empty(),
                message.getForceSessionReinit());
    }

    private static SegmentSlice decode(SegParameters message) {
        return new SegmentSlice(Duration.ofMillis(message.getFrom()), Duration.ofMillis(message.getTo()));
    }
}
