package io.headrace.wire.text;

/**
 * Finds what is wrong with the syntax of a JSON text, and says it in the words of existing nodes: clients of the
 * configuration header see them. Reads the text once, from its beginning to its first fault; keeps nothing.
 */
final class JsonFault {

    private static final int MAX_DEPTH = 500;
    private static final int END = -1;

    private final String text;
    private int at;

    private JsonFault(String text) {
        this.text = text;
    }

    /** @throws UnreadableException when the text is not exactly one JSON value */
    static void check(String text) throws UnreadableException {
        var reader = new JsonFault(text);
        reader.value(0);
        if (reader.next() != END) {
            throw reader.unexpected("after top-level value");
        }
    }

    private void value(int depth) throws UnreadableException {
        if (depth > MAX_DEPTH) {
            throw new UnreadableException("exceeded max depth");
        }
        switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("looking for beginning of value");
        }
    }

    private void object(int depth) throws UnreadableException {
        at++;
        if (next() == '}') {
            at++;
            return;
        }
        while (true) {
            expect('"', "looking for beginning of object key string");
            string();
            expect(':', "after object key");
            at++;
            value(depth + 1);
            if (next() == '}') {
                at++;
                return;
            }
            expect(',', "after object key:value pair");
            at++;
        }
    }

    private void array(int depth) throws UnreadableException {
        at++;
        if (next() == ']') {
            at++;
            return;
        }
        while (true) {
            value(depth + 1);
            if (next() == ']') {
                at++;
                return;
            }
            expect(',', "after array element");
            at++;
        }
    }

    private void string() throws UnreadableException {
        at++;
        while (peek() != '"') {
            if (peek() < ' ') {
                throw unexpected("in string literal");
            }
            boolean escape = peek() == '\\';
            at++;
            if (escape) {
                escaped();
            }
        }
        at++;
    }

    private void escaped() throws UnreadableException {
        if (peek() == 'u') {
            at++;
            for (int digit = 0; digit < 4; digit++, at++) {
                if (!isHex(peek())) {
                    throw unexpected("in \\u hexadecimal character escape");
                }
            }
        } else if (peek() != END && "\"\\/bfnrt".indexOf(peek()) >= 0) {
            at++;
        } else {
            throw unexpected("in string escape code");
        }
    }

    private void literal(String word) throws UnreadableException {
        for (int letter = 0; letter < word.length(); letter++, at++) {
            if (peek() != word.charAt(letter)) {
                throw unexpected("in literal " + word + " (expecting '" + word.charAt(letter) + "')");
            }
        }
    }

    private void number() throws UnreadableException {
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (peek() == '.') {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits("in exponent of numeric literal");
        }
    }

    private void digits(String where) throws UnreadableException {
        if (!isDigit(peek())) {
            throw unexpected(where);
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private void expect(char wanted, String where) throws UnreadableException {
        if (next() != wanted) {
            throw unexpected(where);
        }
    }

    /** The character here, behind blanks. */
    private int next() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
        return peek();
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private UnreadableException unexpected(String where) {
        if (peek() == END) {
            return new UnreadableException("unexpected end of JSON input");
        }
        char character = text.charAt(at);
        var shown = switch (character) {
            case '\'' -> "'\\''";
            case '"' -> "'\"'";
            default -> {
                var quoted = GoText.quoted(Character.toString(character));
                yield "'" + quoted.substring(1, quoted.length() - 1) + "'";
            }
        };
        return new UnreadableException("invalid character " + shown + " " + where);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isHex(int character) {
        return isDigit(character) || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
    }
}
