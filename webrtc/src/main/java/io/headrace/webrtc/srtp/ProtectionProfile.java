package io.headrace.webrtc.srtp;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** How packets are protected (RFC 5764 section 4.1.2, RFC 7714 section 14.2). The better one first. */
public enum ProtectionProfile {
    AEAD_AES_128_GCM(7, 12, 16),
    AES128_CM_HMAC_SHA1_80(1, 14, 10);

    /** Bytes of a master key, and of the keys derived from it. */
    public static final int KEY_LENGTH = 16;

    private final int id;
    private final int saltLength;
    private final int tagLength;

    ProtectionProfile(int id, int saltLength, int tagLength) {
        this.id = id;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    /** The number by which DTLS negotiates it. */
    public int id() {
        return id;
    }

    public int saltLength() {
        return saltLength;
    }

    /** Bytes by which a protected RTP packet is longer. */
    public int tagLength() {
        return tagLength;
    }

    /** All numbers, in our order. */
    public static int[] ids() {
        return Arrays.stream(values()).mapToInt(ProtectionProfile::id).toArray();
    }

    /** The best of those that a peer offers. */
    public static Optional<ProtectionProfile> bestOf(int[] offered) {
        return Arrays.stream(values())
                .filter(profile -> IntStream.of(offered).anyMatch(id -> id == profile.id))
                .findFirst();
    }
}
