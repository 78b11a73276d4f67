package io.headrace.models.batch.speak;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What an English voice can read of a text: letters lose their accents, other signs that it does not know become spaces, and a
 * word of more than {@value #MAX_WORD} signs is cut into such pieces.
 */
final class Speakable {

    private static final int MAX_WORD = 40;

    private Speakable() {}

    static String of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replace('’', '\'')
                .replaceAll("[^\\x20-\\x7e]", " ")
                .replaceAll("[<>\\[\\]{}|\\\\^`~]", " ");
        return plain.replaceAll("(\\S{" + MAX_WORD + "})(?=\\S)", "$1 ").strip();
    }

    /** Whether there is anything in it to say. */
    static boolean isMute(String text) {
        return text.toLowerCase(Locale.ROOT).chars().noneMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
