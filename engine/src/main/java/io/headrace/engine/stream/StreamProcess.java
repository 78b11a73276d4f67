package io.headrace.engine.stream;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.ChildException;
import io.headrace.engine.PipedChild;
import io.headrace.media.AccessUnit;
import io.headrace.media.ts.LiveMuxer;
import io.headrace.media.ts.TsDemuxer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One stream in a child of its own. Units go in without waiting, see {@link UnitQueue}; what comes back is told on a
 * thread of this process, which the listener may hold: then the child waits. Any thread.
 */
public final class StreamProcess implements StreamCarrier {

    /** Waiting for a slow child: some seconds of a good picture. */
    private static final long MAX_BYTES = 8 << 20;

    private static final int MAX_UNITS = 2_000;
    private static final int CHUNK = 64 << 10;

    private final PipedChild child;
    private final Consumer<AccessUnit> listener;
    private final UnitQueue queue = new UnitQueue(MAX_BYTES, MAX_UNITS);
    private final CompletableFuture<Void> heard = new CompletableFuture<>();

    /**
     * How it ended.
     *
     * @param lastLines what the child said last, oldest first
     */
    public record Ended(StreamExit exit, int code, List<String> lastLines) {

        /** For people. */
        public String sentence() {
            var said = lastLines.isEmpty() ? "it said nothing" : lastLines.getLast();
            return exit + " (code " + code + "): " + said;
        }
    }

    private StreamProcess(PipedChild child, Consumer<AccessUnit> listener) {
        this.child = child;
        this.listener = listener;
        Thread.ofPlatform().daemon().name("stream-in-" + child.pid()).start(this::write);
        Thread.ofPlatform().daemon().name("stream-out-" + child.pid()).start(this::read);
        var _ = child.exit().thenRun(queue::close);
    }

    /**
     * @param command of a {@link StreamTask}
     * @param listener of the units that come back by a pipe; one at a time
     */
    public static StreamProcess start(ChildCommand command, Consumer<AccessUnit> listener) throws ChildException {
        return new StreamProcess(PipedChild.start(command), listener);
    }

    @Override
    public void offer(AccessUnit unit) {
        queue.offer(unit);
    }

    @Override
    public void finish() {
        queue.close();
    }

    /** How many units were left out because the child is slow. */
    public long dropped() {
        return queue.dropped();
    }

    public long pid() {
        return child.pid();
    }

    @Override
    public CompletableFuture<Ended> ended() {
        return child.exit().thenCombine(heard, (code, _) -> new Ended(StreamExit.of(code), code, child.lastLines()));
    }

    @Override
    public void close() {
        queue.close();
        child.close();
    }

    /** A child that reads from elsewhere is written nothing: its input only says that this process lives. */
    private void write() {
        var muxer = new LiveMuxer();
        try (var out = child.input()) {
            for (var next = queue.take(); next.isPresent(); next = queue.take()) {
                if (next.get() instanceof AccessUnit.Picture picture && picture.keyframe()) {
                    muxer.begin();
                }
                muxer.write(next.get()).writeTo(out);
                out.flush();
            }
        } catch (IOException gone) {
            queue.close();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        var demuxer = new TsDemuxer();
        byte[] chunk = new byte[CHUNK];
        try (var in = child.output()) {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                demuxer.feed(ByteBuffer.wrap(chunk, 0, n)).forEach(listener);
            }
            demuxer.finish().forEach(listener);
        } catch (IOException gone) {
            child.close();
        } finally {
            heard.complete(null);
        }
    }
}
