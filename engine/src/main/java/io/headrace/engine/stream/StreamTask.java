package io.headrace.engine.stream;

import io.headrace.media.request.MediaLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a child is to do with one stream, and how it is told:
 *
 * <pre>
 * --in pipe:|rtmp://…|env:NAME --out pipe:|rtmp://…|FILE.mp4|env:NAME --sound copy|aac|opus|none
 * [--tc-url URL] [--idle SECONDS] [--max-pixels N]
 * </pre>
 *
 * An address of RTMP may hold a key, and everybody on a machine can read the arguments of a process; so it goes as
 * {@code env:NAME}, the name of a variable of the child's environment.
 *
 * @param idle the longest time in which nothing comes, or what comes cannot be given on; whole seconds
 * @param maxPixels of one picture
 */
public record StreamTask(StreamPlace in, StreamPlace out, StreamSound sound, Duration idle, long maxPixels) {

    /** Longer than a publisher's usual grace. */
    public static final Duration USUAL_IDLE = Duration.ofSeconds(60);

    private static final String VARIABLE = "env:";
    private static final String IN_VARIABLE = "HEADRACE_STREAM_IN";
    private static final String OUT_VARIABLE = "HEADRACE_STREAM_OUT";
    private static final String TC_URL_VARIABLE = "HEADRACE_STREAM_TC_URL";
    private static final Set<String> OPTIONS = Set.of("--in", "--out", "--sound", "--tc-url", "--idle", "--max-pixels");

    public StreamTask {
        if (idle.toSeconds() < 1 || maxPixels < 1) {
            throw new IllegalArgumentException("A stream idles for a second at least and has pictures of a pixel, not "
                    + idle + " and " + maxPixels);
        }
        if (in instanceof StreamPlace.File) {
            throw new IllegalArgumentException("A live stream comes by a pipe or by RTMP, not from the file " + in);
        }
        if (sound == StreamSound.OPUS && !(out instanceof StreamPlace.Pipe)) {
            throw new IllegalArgumentException("RTMP and MP4 carry AAC; Opus goes to a pipe, not to " + out);
        }
    }

    /** With the usual limits. */
    public static StreamTask of(StreamPlace in, StreamPlace out, StreamSound sound) {
        return new StreamTask(in, out, sound, USUAL_IDLE, MediaLimits.DEFAULT.pixels());
    }

    /** The same, with another patience. */
    public StreamTask idle(Duration patience) {
        return new StreamTask(in, out, sound, patience, maxPixels);
    }

    /** As words of a command line, to be understood with {@link #environment}. */
    public List<String> arguments() {
        var words = new ArrayList<>(List.of(
                "--in", text(in, IN_VARIABLE),
                "--out", text(out, OUT_VARIABLE),
                "--sound", sound.name().toLowerCase(Locale.ROOT),
                "--idle", "" + idle.toSeconds(),
                "--max-pixels", "" + maxPixels));
        if (in instanceof StreamPlace.Rtmp(var _, var tcUrl) && !tcUrl.isEmpty()) {
            words.addAll(List.of("--tc-url", VARIABLE + TC_URL_VARIABLE));
        }
        return words;
    }

    private static String text(StreamPlace place, String variable) {
        return switch (place) {
            case StreamPlace.Pipe pipe -> pipe.toString();
            case StreamPlace.File file -> file.path().toAbsolutePath().toString();
            case StreamPlace.Rtmp _ -> VARIABLE + variable;
        };
    }

    /** Of the child. */
    public Map<String, String> environment() {
        var variables = new HashMap<String, String>();
        if (in instanceof StreamPlace.Rtmp(var address, var tcUrl)) {
            variables.put(IN_VARIABLE, address.toString());
            variables.put(TC_URL_VARIABLE, tcUrl);
        }
        if (out instanceof StreamPlace.Rtmp(var address, var _)) {
            variables.put(OUT_VARIABLE, address.toString());
        }
        return variables;
    }

    /**
     * @param environment in which variables are looked up
     * @throws IllegalArgumentException which says what is wrong
     */
    public static StreamTask parse(List<String> arguments, Map<String, String> environment) {
        var options = options(arguments, environment);
        var sound = options.getOrDefault("--sound", "copy");
        return new StreamTask(
                place(options, "--in"),
                place(options, "--out"),
                StreamSound.valueOf(sound.toUpperCase(Locale.ROOT)),
                Duration.ofSeconds(Long.parseLong(options.getOrDefault("--idle", "" + USUAL_IDLE.toSeconds()))),
                Long.parseLong(options.getOrDefault("--max-pixels", "" + MediaLimits.DEFAULT.pixels())));
    }

    private static Map<String, String> options(List<String> arguments, Map<String, String> environment) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i += 2) {
            var name = arguments.get(i);
            if (!OPTIONS.contains(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("An option with a value is one of " + OPTIONS + ", not " + name);
            }
            options.put(name, value(arguments.get(i + 1), environment));
        }
        return options;
    }

    private static String value(String text, Map<String, String> environment) {
        if (!text.startsWith(VARIABLE)) {
            return text;
        }
        var name = text.substring(VARIABLE.length());
        if (!environment.containsKey(name)) {
            throw new IllegalArgumentException("The environment has no variable " + name);
        }
        return environment.get(name);
    }

    private static StreamPlace place(Map<String, String> options, String name) {
        var text = options.getOrDefault(name, "");
        if (text.equals(StreamPlace.Pipe.TEXT)) {
            return new StreamPlace.Pipe();
        }
        if (text.startsWith("rtmp://") || text.startsWith("rtmps://")) {
            return new StreamPlace.Rtmp(
                    URI.create(text), name.equals("--in") ? options.getOrDefault("--tc-url", "") : "");
        }
        if (text.endsWith(".mp4") && !text.contains("://")) {
            return new StreamPlace.File(Path.of(text));
        }
        throw new IllegalArgumentException(name + " is pipe:, an address of RTMP, or a file that ends in .mp4");
    }
}
