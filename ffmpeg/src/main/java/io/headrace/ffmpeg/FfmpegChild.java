package io.headrace.ffmpeg;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.media.MediaServer;
import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The program that does media work at the end of a pipe. Started by a node's {@code engine} with {@link #command}; it ends
 * with its parent.
 */
public final class FfmpegChild {

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
        return command(new LibavProgram(classPath, cache, memoryMebibytes), List.of());
    }

    /**
     * How to start one that transcodes on a graphics card; everything else it does in software. It opens the card at its
     * first segment.
     *
     * @param onFailure what it does with a segment that the card failed at
     */
    public static ChildCommand command(
            String classPath, Path cache, int memoryMebibytes, Device.Nvidia device, DeviceFailure onFailure) {
        return command(
                new LibavProgram(classPath, cache, memoryMebibytes), List.of("" + device.index(), onFailure.name()));
    }

    private static ChildCommand command(LibavProgram program, List<String> args) {
        return program.command(FfmpegChild.class, args, Map.of());
    }
}
