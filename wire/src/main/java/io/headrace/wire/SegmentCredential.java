package io.headrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.pipeline.Capabilities;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * What goes with a segment, or with a payment alone: which work is meant, who says so, and for which session (header
 * {@code Livepeer-Segment}, wire protocol section 2.10). The signature covers manifest id, number, hash and the names
 * of the profiles, and nothing else.
 *
 * @param hash Keccak-256 of the segment's bytes, which for a payment alone are none
 * @param ladder empty for a payment alone
 * @param signature empty off chain; empty too when it had not the form of one
 * @param duration of the segment, at most 300 s
 * @param token empty when the sender left it out
 */
public record SegmentCredential(
        ManifestId manifest,
        long seq,
        Hash256 hash,
        Optional<Ladder> ladder,
        Optional<Signature> signature,
        Duration duration,
        Capabilities capabilities,
        Optional<AuthToken> token,
        boolean perceptualHash,
        Optional<StoragePolicy> storage,
        Optional<SegmentSlice> slice,
        boolean reinitialize) {
    public static final Duration MAX_DURATION = Duration.ofMinutes(5);
    /** The network's largest segment, in bytes: 300 s of 8 Mbit/s. */
    public static final int MAX_SEGMENT_BYTES = 300_000_000;

    public SegmentCredential {
        if (seq < 0) {
            throw new IllegalArgumentException("Segments are numbered from zero: " + seq);
        }
        if (duration.isNegative() || duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException("A segment of " + duration);
        }
    }

    /** For a segment that is sent as it is, not signed yet. */
    public static SegmentCredential of(
            ManifestId manifest,
            long seq,
            Hash256 hash,
            Ladder ladder,
            Duration duration,
            Capabilities capabilities,
            AuthToken token) {
        return new SegmentCredential(
                manifest,
                seq,
                hash,
                Optional.of(ladder),
                Optional.empty(),
                duration,
                capabilities,
                Optional.of(token),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** For a payment that travels alone, not signed yet. */
    public static SegmentCredential ofPayment(ManifestId manifest, Capabilities capabilities, AuthToken token) {
        return new SegmentCredential(
                manifest,
                0,
                Keccak.hash(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                capabilities,
                Optional.of(token),
                false,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    public SegmentCredential signedBy(Signer signer) {
        return with(Optional.of(signer.sign(signingHash())), slice);
    }

    public SegmentCredential withSlice(SegmentSlice part) {
        return with(signature, Optional.of(part));
    }

    /** Whether that address signed it. */
    public boolean isSignedBy(EthAddress sender, SignatureCheck check) {
        return signature
                .filter(value -> check.signedBy(sender, signingHash(), value))
                .isPresent();
    }

    /** What is signed as a personal message: the digest of manifest id, number, hash and profiles (section 4.3). */
    public Hash256 signingHash() {
        var keccak = new Keccak();
        keccak.add(manifest.text().getBytes(UTF_8));
        keccak.add(Hash256.of(BigInteger.valueOf(seq)).bytes());
        keccak.add(hash.bytes());
        ladder.ifPresent(asked -> asked.profiles().forEach(profile -> keccak.add(ProfileId.of(profile.name()))));
        return keccak.finish();
    }

    private SegmentCredential with(Optional<Signature> otherSignature, Optional<SegmentSlice> otherSlice) {
        return new SegmentCredential(
                manifest,
                seq,
                hash,
                ladder,
                otherSignature,
                duration,
                capabilities,
                token,
                perceptualHash,
                storage,
                otherSlice,
                reinitialize);
    }
}
