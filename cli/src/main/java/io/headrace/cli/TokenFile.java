package io.headrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The token of a node's admin API, as its data directory has it: readable for the operator alone. */
record TokenFile(Path data) {

    private static final String NAME = "admin.token";

    /** @param node its name; on a local network each node has a folder of that name in the network's directory */
    String read(String node) {
        for (var file : places(node)) {
            if (Files.exists(file)) {
                return read(file);
            }
        }
        throw new CommandFailed(
                ExitCode.UNFIT,
                "No " + NAME + " of node " + node + " in " + data + ". Name its data directory with --data.");
    }

    private List<Path> places(String node) {
        var own = data.resolve(NAME);
        return node.matches("[A-Za-z0-9_-]+") ? List.of(data.resolve(node).resolve(NAME), own) : List.of(own);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    ExitCode.UNFIT,
                    file + " cannot be read. Only the user who runs the node may have it change something.");
        }
    }
}
