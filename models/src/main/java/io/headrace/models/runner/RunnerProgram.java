package io.headrace.models.runner;

import io.headrace.engine.ChildCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How {@link RunnerChild} is started.
 *
 * @param classPath of this program, natives included
 * @param cache where natives are unpacked once; must be writable by this user alone, since code is loaded from it
 * @param models the directory whose subdirectories are models
 * @param memoryMebibytes how much private memory a runner may write to, natively and in its heap; 0 for no limit
 */
public record RunnerProgram(String classPath, Path cache, Optional<Path> models, int memoryMebibytes) {

    private static final long MEBIBYTE = 1 << 20;

    /**
     * What strangers send shall not fill the log by way of a decoder that complains of it. And native memory of a session that has
     * ended serves the next one's threads: kept apart by threads, as glibc does, more of it lies unused.
     */
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENCV_LOG_LEVEL", "OFF", "MALLOC_ARENA_MAX", "2");

    /**
     * A runner of live video.
     *
     * @param model that it computes
     */
    public ChildCommand command(String model) {
        return command(RunnerRoutes.PIPELINE, model);
    }

    /**
     * @param pipeline that it serves
     * @param model that it computes
     */
    public ChildCommand command(String pipeline, String model) {
        var options = List.of(
                // what comes, what goes and what is told take turns with nobody (docs/decisions/0012)
                "-Djdk.virtualThreadScheduler.parallelism=8",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx512m",
                // ONNX Runtime is loaded by whichever thread shows it the first picture, and needs more than one
                // megabyte.
                "-Xss4m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                // What ended sessions leave is free, and stays with the process until it is asked for
                // (docs/decisions/0011).
                "-XX:TrimNativeHeapInterval=30000",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:+DisplayVMOutputToStderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.bytedeco.javacpp.platform.extension=-gpl",
                "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.nopointergc=true");
        var program = ChildCommand.java(options, classPath, RunnerChild.class.getName());
        var arguments = new ArrayList<>(program.arguments());
        arguments.addAll(List.of("--pipeline", pipeline, "--model", model));
        models.ifPresent(folder -> arguments.addAll(List.of("--models", folder.toString())));
        return new ChildCommand(arguments, ENVIRONMENT, memoryMebibytes * MEBIBYTE);
    }
}
