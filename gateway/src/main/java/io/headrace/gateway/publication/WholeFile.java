package io.headrace.gateway.publication;

import io.headrace.media.MediaBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that appear whole: whoever reads one sees all of it or none. */
public final class WholeFile {

    private WholeFile() {}

    public static void write(Path file, MediaBytes bytes) throws IOException {
        var aside = file.resolveSibling(file.getFileName() + ".part");
        try (var out = Files.newOutputStream(aside)) {
            bytes.writeTo(out);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void write(Path file, String text) throws IOException {
        write(file, MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8)));
    }
}
