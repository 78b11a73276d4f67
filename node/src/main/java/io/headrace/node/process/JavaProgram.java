package io.headrace.node.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start this very program once more: the same JVM, the same class path. */
public record JavaProgram(Path java, String classPath, List<String> jvmOptions) {

    public JavaProgram {
        jvmOptions = List.copyOf(jvmOptions);
    }

    private static final String HOME = "headrace.home";

    /** On a machine with fewer processors, a virtual thread would wait until another one's work ends. */
    private static final int LEAST_CARRIERS = 8;

    /** The running JVM, as it was started. */
    public static JavaProgram running() {
        return new JavaProgram(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("headrace.classpath", System.getProperty("java.class.path")),
                options(System.getProperty(HOME, "")));
    }

    /**
     * As the launcher starts this one, with what it learned of the program's classes if it did, and told where that is: it
     * starts programs, too.
     *
     * @param home the directory of the installation; empty where there is none, as in tests
     */
    static List<String> options(String home) {
        int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
        var options = new ArrayList<>(List.of(
                "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
                "-XX:+UseG1GC",
                "-Xms24m",
                "-XX:MaxGCPauseMillis=20",
                "-XX:G1PeriodicGCInterval=20000",
                "-XX:G1HeapRegionSize=1m",
                "-XX:MinHeapFreeRatio=40",
                "-XX:MaxHeapFreeRatio=60",
                "-XX:TrimNativeHeapInterval=30000",
                "-XX:-G1UseAdaptiveIHOP",
                "-XX:InitiatingHeapOccupancyPercent=70",
                "-XX:MetaspaceSize=96m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (!home.isEmpty()) {
            options.add("-D" + HOME + "=" + home);
        }
        var learned = Path.of(home, "headrace.aot");
        if (Files.isRegularFile(learned)) {
            options.addAll(List.of("-XX:AOTCache=" + learned, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        return options;
    }

    public JavaProgram with(String... options) {
        var all = new ArrayList<>(jvmOptions);
        all.addAll(List.of(options));
        return new JavaProgram(java, classPath, all);
    }

    public List<String> commandLine(String mainClass, List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(java.toString());
        line.addAll(jvmOptions);
        line.add("-cp");
        line.add(classPath);
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }
}
