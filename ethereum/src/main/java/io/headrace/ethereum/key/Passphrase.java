package io.headrace.ethereum.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What opens a key store. It comes from a file or a console, never from an argument that others can read. */
public final class Passphrase {

    private static final int LONGEST_BYTES = 4 * 1024;

    private final String text;

    private Passphrase(String text) {
        this.text = text;
    }

    /**
     * The file's content without the line's end.
     *
     * @throws IOException when the file cannot be read, or is too long for a passphrase
     */
    public static Passphrase fromFile(Path file) throws IOException {
        if (Files.size(file) > LONGEST_BYTES) {
            throw new IOException(file + " has more than " + LONGEST_BYTES + " bytes; is it the passphrase's file?");
        }
        return new Passphrase(Files.readString(file, UTF_8).stripTrailing());
    }

    /** Empty when no terminal is attached, as in a service, or nothing was typed. */
    public static Optional<Passphrase> fromConsole(String prompt) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", prompt))
                .map(typed -> new Passphrase(new String(typed)));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether both open the same. */
    public boolean isSameAs(Passphrase other) {
        return text.equals(other.text);
    }

    byte[] bytes() {
        return text.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "Passphrase";
    }
}
