package io.headrace.webrtc.stun;

/** The attributes that connectivity checks carry (RFC 8489 section 14, RFC 8445 section 16.1). */
enum StunAttribute {
    USERNAME(0x0006),
    MESSAGE_INTEGRITY(0x0008),
    XOR_MAPPED_ADDRESS(0x0020),
    USE_CANDIDATE(0x0025),
    FINGERPRINT(0x8028);

    private final int type;

    StunAttribute(int type) {
        this.type = type;
    }

    int type() {
        return type;
    }
}
