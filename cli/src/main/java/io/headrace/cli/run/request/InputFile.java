package io.headrace.cli.run.request;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that somebody named on the command line. */
final class InputFile {

    private InputFile() {}

    /** @throws CommandFailed unless it can be read and has something in it */
    static Body.Piece.Content content(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailed(ExitCode.WRONG_USE, file + " is no file that can be read");
        }
        try {
            long length = Files.size(file);
            if (length == 0) {
                throw new CommandFailed(ExitCode.WRONG_USE, file + " is empty");
            }
            return new Body.Piece.Content(file, length);
        } catch (IOException unreadable) {
            throw new CommandFailed(ExitCode.WRONG_USE, file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
