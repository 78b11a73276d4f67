import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Prepares a folder from which an image is built {@code FROM scratch}, without any network: a Java runtime with the modules
 * that a pipeline needs, the libraries of this machine that the runtime is linked with, and the program.
 *
 * <pre>
 * java examples/Context.java FOLDER PROGRAM...
 * </pre>
 *
 * Each PROGRAM is a jar, a folder of jars or a folder of classes. The folder must not exist yet. Linux on x86-64 with glibc.
 */
final class Context {
    private static final String MODULES =
            "java.base,java.desktop,java.logging,java.management,java.naming,java.xml,jdk.net,jdk.unsupported";
    private static final Path SYSTEM = Path.of("/lib/x86_64-linux-gnu");
    private static final List<String> LIBRARIES =
            List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libz.so.1");

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("usage: java Context.java FOLDER PROGRAM...");
            System.exit(2);
        }
        var root = Files.createDirectories(Path.of(arguments[0])).resolve("root");
        if (Files.exists(root)) {
            System.err.println(root + " exists already; remove it, or name another folder");
            System.exit(2);
        }
        link(root.resolve("java"));
        copy(Path.of("/lib64/ld-linux-x86-64.so.2"), root.resolve("lib64/ld-linux-x86-64.so.2"));
        for (var library : LIBRARIES) {
            copy(SYSTEM.resolve(library), root.resolve("lib/x86_64-linux-gnu").resolve(library));
        }
        for (var program : List.of(arguments).subList(1, arguments.length)) {
            add(Path.of(program), root.resolve("app"));
        }
        Files.createDirectories(root.resolve("tmp"));
    }

    private static void link(Path target) {
        var said = new PrintWriter(System.err, true);
        int code = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IllegalStateException("This Java has no jlink; use that of a JDK"))
                .run(said, said, "--add-modules", MODULES, "--strip-debug", "--no-man-pages", "--no-header-files",
                        "--output", target.toString());
        if (code != 0) {
            throw new IllegalStateException("jlink ended with " + code);
        }
    }

    /** Jars side by side, classes in one folder. */
    private static void add(Path program, Path app) throws IOException {
        if (Files.isRegularFile(program)) {
            copy(program, app.resolve(program.getFileName()));
            return;
        }
        try (var files = Files.walk(program)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                boolean isJar = file.toString().endsWith(".jar");
                copy(file, isJar ? app.resolve(file.getFileName()) : app.resolve("classes").resolve(program.relativize(file)));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from.toRealPath(), to);
    }
}
