package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.output.OutputSink;
import io.headrace.media.AccessUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What was brought to all streams and what viewers got of them, since the node started. Sums never fall. Any thread. */
public final class StreamTally {

    /** Guarded by this. */
    private final Set<RealtimeStream> running = new LinkedHashSet<>();

    /** Guarded by this: of those that are over. */
    private Sums over = Sums.NONE;

    private volatile Consumer<FlowFigures> ended = _ -> {};

    /**
     * Pictures.
     *
     * @param in brought by publishers
     * @param out shown to viewers; lost, repeated and take-overs as {@link FlowFigures} has them
     */
    public record Sums(long in, long out, long lost, long repeated, long takeOvers) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0);

        private static Sums of(RealtimeStream stream) {
            var figures = stream.work().figures();
            return new Sums(
                    stream.brought(), figures.delivered(), figures.lost(), figures.repeated(), figures.takeOvers());
        }

        private Sums plus(Sums other) {
            return new Sums(
                    in + other.in,
                    out + other.out,
                    lost + other.lost,
                    repeated + other.repeated,
                    takeOvers + other.takeOvers);
        }
    }

    /** Who is told from now on what there was of each stream that is over. */
    public void whenEnded(Consumer<FlowFigures> listener) {
        ended = listener;
    }

    public synchronized Sums sums() {
        return running.stream().map(Sums::of).reduce(over, Sums::plus);
    }

    /** Counts a stream, until its output is over. */
    synchronized OutputSink of(RealtimeStream stream) {
        running.add(stream);
        return new OutputSink() {
            @Override
            public void unit(AccessUnit unit) {
                // the stream and its work count
            }

            @Override
            public void ended() {
                end(stream);
            }
        };
    }

    private void end(RealtimeStream stream) {
        synchronized (this) {
            running.remove(stream);
            over = over.plus(Sums.of(stream));
        }
        ended.accept(stream.work().figures());
    }
}
