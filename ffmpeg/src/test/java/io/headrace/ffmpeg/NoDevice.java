package io.headrace.ffmpeg;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;

/** For tests of what happens where no graphics card is: they say nothing on a machine that has one. */
final class NoDevice {

    private NoDevice() {}

    static void assume() {
        assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "there is a driver here");
    }
}
