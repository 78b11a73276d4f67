package io.headrace.ffmpeg.stream;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.ffmpeg.LibavException;
import io.headrace.ffmpeg.LibavProgram;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The program that carries one live stream, see {@link StreamTask}. It ends with the stream, or with its parent: the end of
 * standard input is the end of one of the two. It says what goes wrong on its error stream, and by its exit code.
 */
public final class StreamChild {

    private StreamChild() {}

    public static void main(String[] args) {
        System.setOut(System.err);
        Runtime.getRuntime().halt(run(List.of(args), System::nanoTime).code());
    }

    private static StreamExit run(List<String> args, LongSupplier nanoTime) {
        try {
            carry(StreamTask.parse(args, System.getenv()), nanoTime);
            return StreamExit.ENDED;
        } catch (StreamFailed failed) {
            System.err.println(failed.getMessage());
            return failed.exit();
        } catch (LibavException failed) {
            System.err.println(failed.getMessage());
            return StreamExit.FAILED;
        } catch (IllegalArgumentException nonsense) {
            System.err.println(nonsense.getMessage());
            return StreamExit.USAGE;
        }
    }

    private static void carry(StreamTask task, LongSupplier nanoTime) throws StreamFailed, LibavException {
        var watchdog = new Watchdog(task.idle(), nanoTime);
        watchdog.watch(() -> endOfSilence(task.idle()));
        if (!(task.in() instanceof StreamPlace.Pipe)) {
            endWithParent();
        }
        try (var sink = new Guard(task.maxPixels(), watchdog, new SoundStage(task.sound(), sink(task)));
                var source = source(task.in())) {
            source.read(sink);
            sink.finish();
        }
    }

    private static void endOfSilence(Duration patience) {
        System.err.println("Nothing moved for " + patience.toSeconds() + " s: no unit came, or none could be given on");
        Runtime.getRuntime().halt(StreamExit.SILENT.code());
    }

    private static UnitSource source(StreamPlace in) throws StreamFailed {
        return switch (in) {
            case StreamPlace.Pipe _ -> new PipeSource(new FileInputStream(FileDescriptor.in));
            case StreamPlace.Rtmp server -> RtmpSource.open(server);
            case StreamPlace.File file -> throw new IllegalArgumentException("Not a live stream: " + file);
        };
    }

    private static UnitSink sink(StreamTask task) throws LibavException {
        boolean soundComes = task.sound() != StreamSound.NONE;
        return switch (task.out()) {
            case StreamPlace.Pipe _ -> new PipeSink(new FileOutputStream(FileDescriptor.out));
            case StreamPlace.Rtmp server -> MuxedSink.toServer(server, soundComes);
            case StreamPlace.File file -> MuxedSink.toFile(file, soundComes);
        };
    }

    /** Nothing is written to it: its standard input only ends. */
    private static void endWithParent() {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            try (var in = new FileInputStream(FileDescriptor.in)) {
                while (in.read() >= 0) {
                    // Nothing is ever said on this pipe.
                }
            } catch (IOException gone) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(StreamExit.ENDED.code());
        });
    }

    /** How to start one. */
    public static ChildCommand command(LibavProgram program, StreamTask task) {
        return program.command(StreamChild.class, task.arguments(), task.environment());
    }
}
