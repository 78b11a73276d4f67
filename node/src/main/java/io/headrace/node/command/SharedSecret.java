package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The secret that workers share with their orchestrator, as operators give it: a file that holds it, or itself. */
final class SharedSecret {

    private SharedSecret() {}

    /**
     * @param file which must be there
     * @param fileOrSecret taken for the secret itself where no such file is
     * @throws CommandFailed when none is given, the file cannot be read, or there is nothing in it
     */
    static String of(Optional<Path> file, Optional<String> fileOrSecret) {
        var secret = file.map(SharedSecret::read)
                .or(() -> fileOrSecret.map(SharedSecret::readOrTake))
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.WRONG_USE,
                        "A worker needs the secret that it shares with its orchestrator: --orch-secret-file FILE"));
        if (secret.isEmpty()) {
            throw new CommandFailed(
                    ExitCode.UNFIT, "The secret that a worker shares with its orchestrator is blank; set one");
        }
        return secret;
    }

    private static String readOrTake(String fileOrSecret) {
        return isFile(fileOrSecret) ? read(Path.of(fileOrSecret)) : fileOrSecret.strip();
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    ExitCode.UNFIT, "The secret in " + file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
