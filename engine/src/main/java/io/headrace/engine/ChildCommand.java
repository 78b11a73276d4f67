package io.headrace.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a child is started. A child inherits no environment but what every program needs, so that no secret of the
 * node's reaches native code.
 *
 * @param arguments the program and what it is told
 * @param environment added to the little that is inherited
 * @param dataLimitBytes how much private memory it may write to ({@code ulimit -d}, which Linux also applies to what native code
 *     allocates); 0 for no limit
 */
public record ChildCommand(List<String> arguments, Map<String, String> environment, long dataLimitBytes) {

    static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES");
    private static final Path SHELL = Path.of("/bin/sh");

    public ChildCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (arguments.isEmpty() || dataLimitBytes < 0) {
            throw new IllegalArgumentException("No command, or a negative limit: " + dataLimitBytes);
        }
    }

    /**
     * A Java program of this installation, on the Java that runs this one, which takes over what the JVM learned of the
     * classes of such programs if the installation keeps it: {@code children.aot} in {@code headrace.home}.
     */
    public static ChildCommand java(List<String> options, String classPath, String mainClass) {
        var all = new ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(options);
        all.addAll(learned(Path.of(System.getProperty("headrace.home", ""), "children.aot")));
        all.addAll(List.of("-cp", classPath, mainClass));
        return new ChildCommand(all, Map.of(), 0);
    }

    private static List<String> learned(Path cache) {
        return Files.isRegularFile(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    public ChildCommand limitedTo(long bytes) {
        return new ChildCommand(arguments, environment, bytes);
    }

    Process start() throws IOException {
        var builder = new ProcessBuilder(limited());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The shell sets the limit and becomes the program, so the process id stays the child's own. */
    private List<String> limited() {
        if (dataLimitBytes == 0 || !Files.isExecutable(SHELL)) {
            return arguments;
        }
        var wrapped = new ArrayList<>(
                List.of(SHELL.toString(), "-c", "ulimit -d \"$0\" && exec \"$@\"", "" + dataLimitBytes / 1024));
        wrapped.addAll(arguments);
        return wrapped;
    }
}
