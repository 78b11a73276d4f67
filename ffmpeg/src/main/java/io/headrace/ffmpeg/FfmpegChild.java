package io.headrace.ffmpeg;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.media.MediaServer;
import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that does media work at the end of a pipe. Started by a node's {@code engine} with {@link #command}; it ends
 * with its parent.
 */
public final class FfmpegChild {

    private static final long MEBIBYTE = 1 << 20;

    private FfmpegChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (var work = new FfmpegWork(transcoder(List.of(args)))) {
            EncoderChoice.warm();
            MediaServer.serve(work);
        }
    }

    private static SegmentWork transcoder(List<String> args) {
        return args.isEmpty()
                ? new Transcoder()
                : new DeviceTranscoder(
                        new Device.Nvidia(Integer.parseInt(args.getFirst())), DeviceFailure.valueOf(args.get(1)));
    }

    /** How to start one that works on the processor. */
    public static ChildCommand command(String classPath, Path cache, int memoryMebibytes) {
        return command(classPath, cache, memoryMebibytes, List.of());
    }

    /**
     * How to start one that transcodes on a graphics card; everything else it does in software. It opens the card at its
     * first segment.
     *
     * @param onFailure what it does with a segment that the card failed at
     */
    public static ChildCommand command(
            String classPath, Path cache, int memoryMebibytes, Device.Nvidia device, DeviceFailure onFailure) {
        return command(classPath, cache, memoryMebibytes, List.of("" + device.index(), onFailure.name()));
    }

    /**
     * @param classPath of this program, natives included
     * @param cache where the natives are unpacked once; must be writable by this user alone, since code is loaded from it
     * @param memoryMebibytes how much private memory a child may write to, natively and in its heap; 0 for no limit
     */
    private static ChildCommand command(String classPath, Path cache, int memoryMebibytes, List<String> args) {
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
        var program = ChildCommand.java(options, classPath, FfmpegChild.class.getName());
        var arguments = new ArrayList<>(program.arguments());
        arguments.addAll(args);
        return new ChildCommand(arguments, program.environment(), memoryMebibytes * MEBIBYTE);
    }
}
