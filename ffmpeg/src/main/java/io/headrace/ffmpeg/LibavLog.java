package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * What libav says of errors while something is tried: of a missing driver its return value tells "unknown error", and its
 * log the name of the library. There is one log in a process, so nothing else goes on meanwhile.
 */
final class LibavLog implements AutoCloseable {

    private static final int MAX_LINES = 20;
    private static final int MAX_LENGTH = 300;
    /** Libav begins a line with the part that speaks, and its address. */
    private static final Pattern WHO = Pattern.compile("^\\[[^]]* @ [^]]*] ");

    /** Given to libav once and for good: its log cannot be given back, and one of its threads may be in there at any time. */
    private static final Listener LISTENER = new Listener();

    private static final AtomicReference<Optional<LibavLog>> COLLECTING = new AtomicReference<>(Optional.empty());

    private final List<String> lines = new ArrayList<>();

    private LibavLog() {}

    /** Until it is closed, errors come here instead of the error stream. */
    static LibavLog collect() {
        av_log_set_level(AV_LOG_ERROR);
        var log = new LibavLog();
        COLLECTING.set(Optional.of(log));
        setLogCallback(LISTENER);
        return log;
    }

    /** The first thing that was said, which names the cause; what follows are its consequences. */
    synchronized String firstOr(String otherwise) {
        return lines.isEmpty() ? otherwise : lines.getFirst();
    }

    private synchronized void take(String line) {
        if (!line.isBlank() && lines.size() < MAX_LINES) {
            var text = WHO.matcher(line.strip()).replaceFirst("");
            lines.add(text.substring(0, Math.min(MAX_LENGTH, text.length())));
        }
    }

    @Override
    public void close() {
        COLLECTING.set(Optional.empty());
    }

    private static final class Listener extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            if (level <= AV_LOG_ERROR) {
                var line = message.getString();
                COLLECTING.get().ifPresentOrElse(log -> log.take(line), () -> System.err.print(line));
            }
        }
    }
}
