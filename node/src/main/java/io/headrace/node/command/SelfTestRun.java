package io.headrace.node.command;

import io.headrace.cli.ExitCode;
import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.machine.NanoTicker;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Device;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.Preset;
import io.headrace.node.role.Devices;
import io.headrace.node.role.MediaPrograms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;

/**
 * A self-test of each device that a node would work on, one after the other, a line for each. Software never takes a
 * card's place here.
 */
final class SelfTestRun {

    private static final Set<VideoCodec> SOFTWARE = Set.of(VideoCodec.H264, VideoCodec.HEVC);

    private final Preset preset;
    private final NanoTicker ticker;
    private final PrintWriter out;

    SelfTestRun(Preset preset, NanoTicker ticker, PrintWriter out) {
        this.preset = preset;
        this.ticker = ticker;
        this.out = out;
    }

    /** @return {@link ExitCode#UNFIT} unless every device did all that it should */
    ExitCode of(Path natives, Devices devices) throws InterruptedException {
        boolean good = true;
        if (devices.nvidia().isEmpty()) {
            try (var child = MediaPrograms.open(natives, 1)) {
                good = of(new Device.Cpu(), SOFTWARE, child);
            }
        }
        for (var card : devices.nvidia()) {
            try (var child = MediaPrograms.open(natives, card.device(), DeviceFailure.REPORTED)) {
                good &= of(card.device(), card.encodes(), child);
            }
        }
        return good ? ExitCode.DONE : ExitCode.UNFIT;
    }

    /** @param encodes what is asked of it */
    boolean of(Device device, Set<VideoCodec> encodes, MediaEngine engine) throws InterruptedException {
        try {
            var folder = Files.createTempDirectory("headrace-self-test");
            try {
                var result = new SelfTest(engine, encodes, preset, ticker).run(folder);
                out.println(device + ": " + result.text());
                return result.good();
            } finally {
                remove(folder);
            }
        } catch (ChildException | IOException failed) {
            out.println(device + ": " + failed.getMessage());
            return false;
        } finally {
            out.flush();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
