package io.headrace.models.runner;

import io.headrace.media.AccessUnit;
import io.headrace.media.flow.Closing;
import io.headrace.media.flow.FlowLimits;
import io.headrace.media.flow.Opening;
import io.headrace.media.flow.SegmentFlow;
import io.headrace.media.flow.Sink;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The gateway's end of an input channel: what it is given goes out at once. */
final class Feeder implements AutoCloseable {

    private final Publisher publisher;
    private final SegmentFlow flow;
    private @Nullable OutgoingSegment open;

    Feeder(Publisher publisher) {
        this.publisher = publisher;
        this.flow = new SegmentFlow(FlowLimits.DEFAULT, new ToChannel());
    }

    void send(AccessUnit unit) {
        if (flow.add(unit).isPresent()) {
            throw new AssertionError(flow.add(unit).get());
        }
    }

    /** The so many-th pictures of a stream. */
    void send(int from, int to) {
        for (int n = from; n < to; n++) {
            send(Pictures.nth(n));
        }
    }

    /** The stream ends. */
    @Override
    public void close() {
        flow.finish();
        publisher.close();
    }

    private interface Action {
        void run() throws TrickleException, InterruptedException;
    }

    private static void doing(Action action) {
        try {
            action.run();
        } catch (TrickleException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private final class ToChannel implements Sink {
        @Override
        public void begin(Opening opening) {
            doing(() -> open = publisher.next());
        }

        @Override
        public void bytes(ByteBuffer run) {
            doing(() -> current().write(run));
        }

        @Override
        public void end(Closing closing) {
            doing(() -> current().finish());
        }

        private OutgoingSegment current() {
            if (open == null) {
                throw new AssertionError("Nothing has begun");
            }
            return open;
        }
    }
}
