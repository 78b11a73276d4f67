package io.headrace.media;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A ladder as people type it: {@code 720p,480p} for usual renditions, or {@code name=WIDTHxHEIGHT@BITRATE} each
 * ({@code hd=1280x720@3000k}), with {@code :FPS} behind it to convert the frame rate.
 */
public final class LadderText {

    private static final Map<String, String> USUAL = Map.of(
            "1080p", "1080p=1920x1080@5000k",
            "720p", "720p=1280x720@3000k",
            "480p", "480p=854x480@1600k",
            "360p", "360p=640x360@800k",
            "240p", "240p=426x240@400k",
            "144p", "144p=256x144@200k");

    private LadderText() {}

    /** @throws IllegalArgumentException which says what was expected where */
    public static Ladder parse(String text) {
        return new Ladder(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(LadderText::profile)
                .toList());
    }

    public static String print(Ladder ladder) {
        return ladder.profiles().stream()
                .map(each -> each.name() + "=" + each.width() + "x" + each.height() + "@" + each.bitrate()
                        + (each.frameRate().passesThrough() ? "" : ":" + each.frameRate()))
                .collect(Collectors.joining(","));
    }

    private static Profile profile(String text) {
        String full = USUAL.getOrDefault(text, text);
        try {
            int name = full.indexOf('=');
            int times = full.indexOf('x', name);
            int at = full.indexOf('@', times);
            int rate = full.indexOf(':', at);
            int width = Integer.parseInt(full.substring(name + 1, times));
            int height = Integer.parseInt(full.substring(times + 1, at));
            int bitrate = bitsPerSecond(full.substring(at + 1, rate < 0 ? full.length() : rate));
            var usual = Profile.h264(width, height, bitrate).named(full.substring(0, name));
            return rate < 0 ? usual : usual.at(frameRate(full.substring(rate + 1)));
        } catch (IndexOutOfBoundsException | NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no rendition: one of "
                            + USUAL.keySet().stream().sorted().toList()
                            + ", or name=WIDTHxHEIGHT@BITRATE like hd=1280x720@3000k",
                    malformed);
        }
    }

    private static int bitsPerSecond(String text) {
        return text.endsWith("k")
                ? Math.multiplyExact(Integer.parseInt(text.substring(0, text.length() - 1)), 1000)
                : Integer.parseInt(text);
    }

    private static FrameRate frameRate(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? FrameRate.of(Integer.parseInt(text))
                : new FrameRate(
                        Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }
}
