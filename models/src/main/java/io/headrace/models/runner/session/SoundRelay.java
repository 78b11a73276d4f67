package io.headrace.models.runner.session;

import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Publisher;
import io.headrace.trickle.TrickleException;

/** Passes the sound beside the pictures on as it comes, byte for byte, segment by segment. Belongs to one thread. */
final class SoundRelay {

    private final ChannelReader input;
    private final Publisher output;

    SoundRelay(ChannelReader input, Publisher output) {
        this.input = input;
        this.output = output;
    }

    /** Until the sound ends, or nobody takes it. */
    void run() throws TrickleException, InterruptedException {
        try (output) {
            input.follow(this::pass);
        }
    }

    private void pass(IncomingSegment in) throws TrickleException, InterruptedException {
        try (var out = output.next()) {
            for (var run = in.read(); run.isPresent(); run = in.read()) {
                out.write(run.get());
            }
            out.finish();
        }
    }
}
