package io.headrace.models.batch.speak;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an English voice can read of a text: letters lose their accents, other signs that it does not know become spaces, and a
 * word of more than {@value #MAX_WORD} signs is cut into such pieces.
 */
final class Speakable {

    private static final int MAX_WORD = 40;
    private static final int MAX_PIECE = 160;

    private Speakable() {}

    static String of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replace('’', '\'')
                .replaceAll("[^\\x20-\\x7e]", " ")
                .replaceAll("[<>\\[\\]{}|\\\\^`~]", " ");
        return plain.replaceAll("(\\S{" + MAX_WORD + "})(?=\\S)", "$1 ").strip();
    }

    /**
     * In pieces that are said one after the other: sentences, and parts of at most {@value #MAX_PIECE} signs of those that are longer,
     * since the voice's effort grows with the square of a sentence.
     */
    static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        for (var sentence : text.split("(?<=[.!?;:]) +")) {
            var rest = sentence;
            while (rest.length() > MAX_PIECE) {
                int space = rest.lastIndexOf(' ', MAX_PIECE);
                pieces.add(rest.substring(0, space));
                rest = rest.substring(space + 1);
            }
            pieces.add(rest);
        }
        pieces.removeIf(Speakable::isMute);
        return pieces;
    }

    /** Whether there is nothing in it to say. */
    static boolean isMute(String text) {
        return text.toLowerCase(Locale.ROOT).chars().noneMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }
}
