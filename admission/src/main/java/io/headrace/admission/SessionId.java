package io.headrace.admission;

/**
 * Names a session: the {@code session_id} of an auth token (wire protocol section 2.9), opaque to the peer. Whoever
 * knows it may read the session's results, so an orchestrator draws at least 128 random bits for each.
 */
public record SessionId(String text) {

    private static final int MAX_LENGTH = 128;

    public SessionId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("A session id has 1 to 128 letters, digits, '_' or '-'");
        }
    }

    /** It becomes part of a path, so not everything that a token may carry is one. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(SessionId::allowed);
    }

    private static boolean allowed(int character) {
        return character < 128 && (Character.isLetterOrDigit(character) || character == '_' || character == '-');
    }

    @Override
    public String toString() {
        return text;
    }
}
