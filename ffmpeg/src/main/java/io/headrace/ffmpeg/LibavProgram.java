package io.headrace.ffmpeg;

import io.headrace.engine.ChildCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How programs with libav in them are started: small, quick to begin, and without a collector for native memory, which is
 * given back by hand.
 *
 * @param classPath of the program, natives included
 * @param cache where the natives are unpacked once; must be writable by this user alone, since code is loaded from it
 * @param memoryMebibytes how much private memory a child may write to, natively and in its heap; 0 for no limit
 */
public record LibavProgram(String classPath, Path cache, int memoryMebibytes) {

    private static final long MEBIBYTE = 1 << 20;

    /** @param environment added to the little that children inherit */
    public ChildCommand command(Class<?> main, List<String> arguments, Map<String, String> environment) {
        var options = List.of(
                "-XX:+UseSerialGC",
                "-Xms16m",
                "-Xmx384m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:+DisplayVMOutputToStderr",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.bytedeco.javacpp.platform.extension=-gpl",
                "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.nopointergc=true");
        var program = ChildCommand.java(options, classPath, main.getName());
        var all = new ArrayList<>(program.arguments());
        all.addAll(arguments);
        var variables = new HashMap<>(program.environment());
        variables.putAll(environment);
        return new ChildCommand(all, variables, memoryMebibytes * MEBIBYTE);
    }
}
