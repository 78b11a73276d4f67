package io.headrace.ethereum.dev;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where anvil is: as somebody says, or where it is usually put. */
public final class AnvilProgram {

    /** The variable that names the program. */
    public static final String VARIABLE = "HEADRACE_ANVIL";

    private static final String IN_PROJECT = "contracts/node_modules/.bin/anvil";

    private AnvilProgram() {}

    /**
     * The one that {@value #VARIABLE} names, or the first on the {@code PATH}, or the one that npm put into the
     * project's folder {@code contracts}, which is looked for from {@code folder} upwards.
     *
     * @throws IllegalArgumentException when the variable names no program: what was asked for is not replaced
     */
    public static Optional<Path> find(Map<String, String> environment, Path folder) {
        var named = Optional.ofNullable(environment.get(VARIABLE)).filter(name -> !name.isBlank());
        if (named.isPresent()) {
            return Optional.of(at(Path.of(named.get())));
        }
        var onPath = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).resolve("anvil"));
        var inProject = Stream.<Path>iterate(folder.toAbsolutePath(), parent -> parent != null, Path::getParent)
                .map(parent -> parent.resolve(IN_PROJECT));
        return Stream.concat(onPath, inProject).filter(Files::isExecutable).findFirst();
    }

    /** @throws IllegalArgumentException when there is no such program */
    public static Path at(Path program) {
        if (!Files.isExecutable(program)) {
            throw new IllegalArgumentException("No program anvil at " + program + "; " + absent());
        }
        return program;
    }

    /** What to do when there is none. */
    public static String absent() {
        return "install it with `npm install` in contracts/ (package @foundry-rs/anvil), or name it by " + VARIABLE;
    }
}
