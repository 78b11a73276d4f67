package io.headrace.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Paths of one form: {@code /stream/{session}/{rendition}/{file}}. A piece in braces stands for exactly one piece that
 * is not empty; {@code {name...}} at the end for all the rest, which may be empty. A slash that came encoded is one in the
 * rest alone: no other piece has one, and none leads out of the rest.
 */
public final class PathPattern {
    static final String ENCODED_SLASH = "%2F";

    private final List<String> pieces;

    private PathPattern(List<String> pieces) {
        this.pieces = pieces;
    }

    /** @throws IllegalArgumentException when it does not begin with a slash, or takes the rest before its end */
    public static PathPattern of(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash: " + pattern);
        }
        var pieces = split(pattern);
        for (String piece : pieces.subList(0, pieces.size() - 1)) {
            if (takesRest(piece)) {
                throw new IllegalArgumentException("Only the last piece takes the rest: " + pattern);
            }
        }
        return new PathPattern(pieces);
    }

    /** What stands in the braces, by name; empty when the path is of another form. */
    public Optional<Map<String, String>> match(String path) {
        var given = split(path);
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            String piece = pieces.get(i);
            if (takesRest(piece) && i <= given.size()) {
                return rest(given.subList(i, given.size())).map(rest -> {
                    found.put(piece.substring(1, piece.length() - 4), rest);
                    return found;
                });
            }
            if (i >= given.size() || !matches(piece, given.get(i), found)) {
                return Optional.empty();
            }
        }
        return given.size() == pieces.size() ? Optional.of(found) : Optional.empty();
    }

    private static Optional<String> rest(List<String> given) {
        var rest = String.join("/", given);
        if (!rest.contains(ENCODED_SLASH)) {
            return Optional.of(rest);
        }
        var decoded = rest.replace(ENCODED_SLASH, "/");
        boolean climbs = Stream.of(decoded.split("/", -1)).anyMatch(piece -> piece.equals(".") || piece.equals(".."));
        return climbs ? Optional.empty() : Optional.of(decoded);
    }

    /** Whether both match the same paths, however they name the pieces. */
    boolean hasFormOf(PathPattern other) {
        return form().equals(other.form());
    }

    private List<String> form() {
        return pieces.stream()
                .map(piece -> takesRest(piece) ? "{...}" : isNamed(piece) ? "{}" : piece)
                .toList();
    }

    @Override
    public String toString() {
        return "/" + String.join("/", pieces);
    }

    private static boolean matches(String piece, String given, Map<String, String> found) {
        if (!isNamed(piece)) {
            return piece.equals(given);
        }
        found.put(piece.substring(1, piece.length() - 1), given);
        return !given.isEmpty() && !given.contains(ENCODED_SLASH);
    }

    private static boolean isNamed(String piece) {
        return piece.startsWith("{") && piece.endsWith("}");
    }

    private static boolean takesRest(String piece) {
        return isNamed(piece) && piece.endsWith("...}");
    }

    private static List<String> split(String path) {
        return new ArrayList<>(
                List.of(path.substring(Math.min(1, path.length())).split("/", -1)));
    }
}
