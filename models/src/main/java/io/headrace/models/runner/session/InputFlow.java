package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit;
import io.headrace.media.flow.FlowReader;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.Ticker;
import io.headrace.trickle.TrickleException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the input channel apart while it comes: each picture goes to those that wait with its last byte, sound past them to
 * the output. Belongs to the thread that reads.
 */
final class InputFlow implements ChannelReader.Use {
    private static final Logger LOG = LoggerFactory.getLogger(InputFlow.class);

    private final WaitingPictures waiting;
    private final OutputFlow output;
    private final SessionTeller teller;
    private final Ticker ticker;
    private final FlowReader reader = new FlowReader();
    private long dropped;

    InputFlow(WaitingPictures waiting, OutputFlow output, SessionTeller teller, Ticker ticker) {
        this.waiting = waiting;
        this.output = output;
        this.teller = teller;
        this.ticker = ticker;
    }

    @Override
    public void segment(IncomingSegment segment) throws TrickleException, InterruptedException {
        try {
            for (var run = segment.read(); run.isPresent(); run = segment.read()) {
                deliver(reader.feed(run.get()));
            }
        } finally {
            deliver(reader.nextSegment());
            tellDropped(segment.seq());
        }
    }

    private void tellDropped(long seq) {
        if (reader.droppedUnits() > dropped) {
            LOG.warn("Segment {} had {} units that were not whole", seq, reader.droppedUnits() - dropped);
            dropped = reader.droppedUnits();
        }
    }

    private void deliver(List<AccessUnit> units) throws InterruptedException {
        for (var unit : units) {
            switch (unit) {
                case AccessUnit.Picture picture -> {
                    teller.pictureIn();
                    waiting.put(new WaitingPictures.Arrived(picture, ticker.nanos()));
                }
                case AccessUnit.Sound sound -> output.sound(sound);
            }
        }
    }
}
