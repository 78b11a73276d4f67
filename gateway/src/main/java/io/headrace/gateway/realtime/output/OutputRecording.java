package io.headrace.gateway.realtime.output;

import io.headrace.engine.ChildException;
import io.headrace.engine.stream.StreamCarrier;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamProcess;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.gateway.carry.KeptCarrier;
import io.headrace.gateway.carry.StreamTools;
import io.headrace.media.AccessUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the output as an MP4: {@code output.mp4}, and in a later life of the job {@code output-2.mp4} and so on. What was
 * written before a crash can be played. Any thread.
 */
public final class OutputRecording implements OutputSink {

    private static final Logger LOG = LoggerFactory.getLogger(OutputRecording.class);

    /** Longer than any publisher's grace: a model may be a while in coming, and a stream may pause. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final int MOST_FILES = 1_000;

    private final StreamCarrier carrier;
    private final StreamTools tools;

    private OutputRecording(StreamCarrier carrier, StreamTools tools) {
        this.carrier = carrier;
        this.tools = tools;
    }

    /**
     * @param folder of the job's results; made if it is not there
     * @throws IOException when nothing can be written there, or no child can be started
     */
    public static OutputRecording into(Path folder, StreamTools tools) throws IOException {
        var file = free(Files.createDirectories(folder));
        var task = StreamTask.of(new StreamPlace.Pipe(), new StreamPlace.File(file), StreamSound.AAC)
                .idle(IDLE);
        try {
            var carrier = tools.carriers().start(task, _ -> {});
            var _ = carrier.ended().thenAccept(ended -> tell(file, ended));
            return new OutputRecording(carrier, tools);
        } catch (ChildException notStarted) {
            throw new IOException("Nothing can be recorded: " + notStarted.getMessage(), notStarted);
        }
    }

    private static Path free(Path folder) throws IOException {
        var file = folder.resolve("output.mp4");
        for (int life = 2; Files.exists(file); life++) {
            if (life > MOST_FILES) {
                throw new IOException(folder + " holds " + MOST_FILES + " recordings already");
            }
            file = folder.resolve("output-" + life + ".mp4");
        }
        return file;
    }

    private static void tell(Path file, StreamProcess.Ended ended) {
        switch (ended.exit()) {
            case ENDED -> LOG.info("The recording {} is complete", file);
            case USAGE, REFUSED, UNREACHABLE, FAILED, LOST, SILENT, KILLED ->
                LOG.error("The recording {} stopped: {}", file, ended.sentence());
        }
    }

    @Override
    public void unit(AccessUnit unit) {
        carrier.offer(unit);
    }

    @Override
    public void ended() {
        var _ = KeptCarrier.finish(carrier, tools.host());
    }
}
