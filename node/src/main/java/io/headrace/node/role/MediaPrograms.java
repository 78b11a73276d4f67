package io.headrace.node.role;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.ChildException;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.engine.stream.StreamCarriers;
import io.headrace.engine.stream.StreamProcess;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.ffmpeg.LibavProgram;
import io.headrace.ffmpeg.stream.StreamChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.DevicesTried;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How media children are started: the one place that names their program. */
public final class MediaPrograms {

    /** Enough for 4096×2304 with its reference frames and four encoders; a child that wants more is in trouble. */
    private static final int MEMORY_MEBIBYTES = 2_048;

    /** A CUDA driver maps memory of this process for each card, besides what lies on the card. */
    private static final int MEMORY_WITH_DRIVER_MEBIBYTES = 8_192;

    /** One stream is copied, and its sound converted: nothing of that is large. */
    private static final int STREAM_MEBIBYTES = 1_024;

    /** A driver that was just loaded starts its cards, which takes seconds each. */
    private static final Duration TRIAL = Duration.ofSeconds(60);

    private MediaPrograms() {}

    /** @param cache where natives are unpacked once */
    public static MediaChildren open(Path cache, int slots) {
        return MediaChildren.open(
                FfmpegChild.command(classPath(), cache, MEMORY_MEBIBYTES),
                PoolShape.of(slots),
                MediaLimits.DEFAULT,
                NanoTicker.system());
    }

    /** One child, and no spare: for what is asked now and then. */
    public static MediaChildren alone(Path cache) {
        return alone(FfmpegChild.command(classPath(), cache, MEMORY_MEBIBYTES));
    }

    /** One child for a card, so that what it keeps of a session stays with the session; a spare would not know it. */
    public static MediaChildren open(Path cache, Device.Nvidia device, DeviceFailure onFailure) {
        return alone(FfmpegChild.command(classPath(), cache, MEMORY_WITH_DRIVER_MEBIBYTES, device, onFailure));
    }

    /** Tries graphics cards in children that live no longer. */
    public static DevicesTried tried(Path cache, List<Device.Nvidia> devices) throws InterruptedException {
        return NvidiaSearch.tried(devices, some -> triedByOne(cache, some));
    }

    private static DevicesTried triedByOne(Path cache, List<Device.Nvidia> devices)
            throws ChildException, InterruptedException {
        try (var child = alone(FfmpegChild.command(classPath(), cache, MEMORY_WITH_DRIVER_MEBIBYTES))) {
            return switch (child.ask(new MediaRequest.TryDevices(devices), TRIAL)) {
                case MediaAnswer.Done<DevicesTried>(var reply, var _) -> reply;
                case MediaAnswer.Refused<DevicesTried>(var refusal, var _) ->
                    throw new IllegalStateException("A trial of devices is refused: " + refusal.sentence());
            };
        }
    }

    /** Children that carry one live stream each. */
    public static StreamCarriers carriers(Path cache) {
        var program = new LibavProgram(classPath(), cache, STREAM_MEBIBYTES);
        return (task, back) -> StreamProcess.start(StreamChild.command(program, task), back);
    }

    private static MediaChildren alone(ChildCommand command) {
        return MediaChildren.open(command, PoolShape.of(1).withoutSpare(), MediaLimits.DEFAULT, NanoTicker.system());
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
