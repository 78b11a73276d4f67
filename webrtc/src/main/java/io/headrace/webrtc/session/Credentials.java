package io.headrace.webrtc.session;

import java.security.SecureRandom;

/**
 * The secrets of one session.
 *
 * @param resource names it in URLs; who knows it may end the session
 * @param fragment by which connectivity checks name it
 * @param password by which they prove that they know the answer (RFC 8839 section 5.4)
 */
public record Credentials(String resource, String fragment, String password) {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static Credentials make(SecureRandom random) {
        return new Credentials(word(random, 24), word(random, 12), word(random, 24));
    }

    /** Others for the same session, whose connectivity is checked anew (RFC 8445 section 9). */
    public Credentials restarted(SecureRandom random) {
        return new Credentials(resource, word(random, 12), word(random, 24));
    }

    private static String word(SecureRandom random, int length) {
        var word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
