package io.headrace.orchestrator.billing;

import io.headrace.crypto.SecretSource;
import io.headrace.media.ManifestId;
import java.util.HexFormat;

/**
 * The accounts of live sessions. They bear the session's manifest id, as the network has it (payments section 3.5), and
 * this node draws ids that no segment's session can have: what was pinned for live work buys no other.
 */
public final class LiveAccount {

    /** The dot is what a session id never has. */
    private static final String PREFIX = "live.";

    private static final int RANDOM_BYTES = 16;

    private LiveAccount() {}

    /** Of a new session: 128 random bits. */
    public static ManifestId fresh(SecretSource secrets) {
        return new ManifestId(PREFIX + HexFormat.of().formatHex(secrets.bytes(RANDOM_BYTES)));
    }

    /** Under which an offer for live work is made, before there is a session. */
    public static String beforeStart(String askersSession) {
        return PREFIX + askersSession;
    }

    static boolean isOne(String account) {
        return account.startsWith(PREFIX);
    }
}
