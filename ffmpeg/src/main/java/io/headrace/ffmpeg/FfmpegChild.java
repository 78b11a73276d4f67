package io.headrace.ffmpeg;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.media.MediaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The program that does media work at the end of a pipe. Started by a node's {@code engine} with {@link #command}; it ends
 * with its parent.
 */
public final class FfmpegChild {

    private static final long MEBIBYTE = 1 << 20;

    private FfmpegChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (var work = new FfmpegWork()) {
            EncoderChoice.warm();
            MediaServer.serve(work);
        }
    }

    /**
     * How to start it.
     *
     * @param classPath of this program, natives included
     * @param cache where the natives are unpacked once; must be writable by this user alone, since code is loaded from it
     * @param memoryMebibytes how much private memory a child may write to, natively and in its heap; 0 for no limit
     */
    public static ChildCommand command(String classPath, Path cache, int memoryMebibytes) {
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
        return ChildCommand.java(options, classPath, FfmpegChild.class.getName())
                .limitedTo(memoryMebibytes * MEBIBYTE);
    }
}
