package io.headrace.wire.batch.result;

import io.headrace.media.MediaBytes;
import java.util.regex.Pattern;

/**
 * A file of a result.
 *
 * @param name by which the answer refers to it: letters, digits, {@code .}, {@code _} and {@code -}, never a path
 */
public record ResultFile(String name, String mediaType, MediaBytes bytes) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    public ResultFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a file of a result has 1 to 128 letters, digits, '.', '_' or '-': \""
                            + name.substring(0, Math.min(64, name.length())) + "\"");
        }
    }
}
