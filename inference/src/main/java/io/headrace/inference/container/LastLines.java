package io.headrace.inference.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Takes what an engine shows of a container's log: at most 20 lines of 500 characters, however much comes. */
final class LastLines extends ResultCallback.Adapter<Frame> {

    static final int MOST = 20;
    private static final int MAX_LINE = 500;
    private static final int MAX_BYTES = 256 * 1024;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Override
    public synchronized void onNext(Frame frame) {
        var bytes = frame.getPayload();
        log.write(bytes, 0, Math.min(bytes.length, MAX_BYTES - log.size()));
    }

    synchronized List<String> all() {
        var lines = log.toString(UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, Math.min(line.length(), MAX_LINE)))
                .toList();
        return lines.subList(Math.max(0, lines.size() - MOST), lines.size());
    }
}
