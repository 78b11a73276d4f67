package io.headrace.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.Headers;
import java.security.MessageDigest;

/** What a caller must show to change something: {@code Authorization: Bearer TOKEN}. Never printed. */
public record AdminToken(String text) {

    private static final int MIN_LENGTH = 32;
    private static final int MAX_LENGTH = 256;
    private static final String SCHEME = "Bearer ";

    /** @throws IllegalArgumentException for one that is easily guessed, or cannot stand in a header */
    public AdminToken {
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || !text.matches("[\\x21-\\x7e]*")) {
            throw new IllegalArgumentException("An admin token has %d to %d printable characters, not %d"
                    .formatted(MIN_LENGTH, MAX_LENGTH, text.length()));
        }
    }

    /** Takes the same time whatever is wrong with what was shown. */
    boolean isShownIn(Headers headers) {
        var shown = headers.first("Authorization").orElse("");
        return MessageDigest.isEqual(shown.getBytes(UTF_8), (SCHEME + text).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "AdminToken[…]";
    }
}
