package io.headrace.benchmarks;

import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The same job by one {@code ffmpeg} process from the path, if there is one: what most people would do. */
final class FfmpegProcess {

    private static final int TICKS_PER_SECOND = 100;
    private static final int FIELD_OF_CHILDREN_USER = 13;

    private FfmpegProcess() {}

    /** Its processor time in nanoseconds; empty without a program, or when it fails. */
    static OptionalLong cpuNanos(MediaBytes segment, Ladder ladder, Path directory)
            throws IOException, InterruptedException {
        var input = directory.resolve("peer.ts");
        try (var out = Files.newOutputStream(input)) {
            segment.writeTo(out);
        }
        long before = ticksOfChildren();
        try {
            var process = new ProcessBuilder(command(input, ladder, directory))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                return OptionalLong.empty();
            }
        } catch (IOException noProgram) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((ticksOfChildren() - before) * (1_000_000_000L / TICKS_PER_SECOND));
    }

    private static List<String> command(Path input, Ladder ladder, Path directory) {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-i", input.toString()));
        for (Profile each : ladder.profiles()) {
            command.addAll(List.of("-map", "0:v:0", "-map", "0:a?", "-vf"));
            command.add("scale=" + each.width() + ":" + each.height() + ":flags=bilinear");
            command.addAll(List.of("-c:v", "libx264", "-preset", "superfast", "-c:a", "copy"));
            command.addAll(List.of("-b:v", "" + each.bitrate(), "-maxrate", "" + each.bitrate()));
            command.addAll(List.of("-bufsize", "" + each.bitrate(), "-f", "mpegts"));
            command.add(directory.resolve("peer-" + each.name() + ".ts").toString());
        }
        return command;
    }

    /** User and system time of all children of this process that have ended and were waited for. */
    private static long ticksOfChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return Stream.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                .skip(FIELD_OF_CHILDREN_USER)
                .limit(2)
                .mapToLong(Long::parseLong)
                .sum();
    }
}
