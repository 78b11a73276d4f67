package io.headrace.cli.run;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where results go. A file that is named is written as it is named, or not at all; a name that is made up gets a number
 * when it is taken, so that nothing that was paid for is lost and nothing that is there is written over.
 *
 * @param folder of names that are made up
 * @param file that was named
 * @param overwrite whether what is there may be replaced
 * @param stem of names that are made up
 */
record Destination(Path folder, Optional<Path> file, boolean overwrite, String stem) {

    private static final int MAX_NUMBER = 10_000;

    /**
     * @param typed a file, or a directory: one that exists, or with a slash at its end; empty for the working directory
     */
    static Destination of(Optional<String> typed, boolean overwrite, String stem) {
        var path = typed.map(Path::of).orElse(Path.of(""));
        boolean isFolder = path.toString().isEmpty() || typed.orElse("").endsWith("/") || Files.isDirectory(path);
        return isFolder
                ? new Destination(path, Optional.empty(), overwrite, stem)
                : new Destination(path.resolveSibling(""), Optional.of(path), overwrite, stem);
    }

    /** @throws CommandFailed when nothing could be written there, so that nobody pays for it */
    void check() {
        if (file.isPresent() && Files.exists(file.get()) && !overwrite) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE,
                    file.get() + " is there already. Name another file, or add --force to replace it.");
        }
        var there = existing(folder);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new CommandFailed(ExitCode.WRONG_USE, "Nothing can be written to " + there);
        }
    }

    /** For a result that is alone. */
    Path only(String extension) throws FileAlreadyExistsException {
        return file.isPresent() ? file.get() : free(stem, extension);
    }

    /**
     * For one of several; beside the file that was named, where one was.
     *
     * @param part which one it is: {@code 1}, {@code mask-1}
     */
    Path part(String part, String extension) throws FileAlreadyExistsException {
        if (file.isEmpty()) {
            return free(stem + "-" + part, extension);
        }
        var name = file.get().getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0
                ? free(name.substring(0, dot) + "-" + part, name.substring(dot))
                : free(name + "-" + part, extension);
    }

    private Path free(String name, String extension) throws FileAlreadyExistsException {
        var wanted = folder.resolve(name + extension);
        for (int number = 2; isTaken(wanted); number++) {
            if (number > MAX_NUMBER) {
                throw new FileAlreadyExistsException(wanted.toString());
            }
            wanted = folder.resolve(name + "-" + number + extension);
        }
        return wanted;
    }

    private boolean isTaken(Path path) {
        return overwrite ? Files.isDirectory(path) : Files.exists(path);
    }

    private static Path existing(Path folder) {
        var path = folder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
