package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;

/**
 * Whose account. The session key is the auth token's session id for segments, the manifest id for live sessions,
 * capability and model for batch AI, the capability's name for containers (payments section 3.5).
 */
public record AccountKey(EthAddress sender, String session) implements Comparable<AccountKey> {

    /** The longest session key that is remembered. */
    public static final int MAX_SESSION_LENGTH = 256;

    public AccountKey {
        if (session.length() > MAX_SESSION_LENGTH) {
            throw new IllegalArgumentException(
                    "A session key has at most " + MAX_SESSION_LENGTH + " characters, not " + session.length());
        }
    }

    @Override
    public int compareTo(AccountKey other) {
        int bySender = sender.compareTo(other.sender);
        return bySender != 0 ? bySender : session.compareTo(other.session);
    }
}
