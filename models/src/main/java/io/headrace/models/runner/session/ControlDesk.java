package io.headrace.models.runner.session;

import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.TrickleException;
import java.time.Instant;
import java.time.InstantSource;

/** Reads the control channel, one document a segment, and notes what is wished. Belongs to the thread that reads. */
final class ControlDesk implements ChannelReader.Use {

    private final Wishes wishes;
    private final int mostBytes;
    private final InstantSource clock;
    private final SessionTeller teller;
    private volatile Instant lastWord;

    ControlDesk(Wishes wishes, int mostBytes, InstantSource clock, SessionTeller teller) {
        this.wishes = wishes;
        this.mostBytes = mostBytes;
        this.clock = clock;
        this.teller = teller;
        this.lastWord = clock.instant();
    }

    /** When somebody last said something; at first when the session began. Any thread. */
    Instant lastWord() {
        return lastWord;
    }

    @Override
    public void segment(IncomingSegment segment) throws TrickleException, InterruptedException {
        try {
            byte[] document = segment.readAll(mostBytes);
            lastWord = clock.instant();
            if (document.length > 0) {
                note(ControlDocument.read(document));
            }
        } catch (TrickleException failure) {
            if (failure.kind() != TrickleException.Kind.REFUSED) {
                throw failure;
            }
            teller.error("A control message was passed over: " + failure.getMessage());
        }
    }

    private void note(ControlDocument document) {
        switch (document) {
            case ControlDocument.KeepAlive() -> {}
            case ControlDocument.Parameters(var json) -> wishes.parameters(json);
            case ControlDocument.Resume(long after) -> wishes.resume(after);
            case ControlDocument.Keyframe() -> wishes.keyframe();
            case ControlDocument.Unreadable(var reason) -> teller.error("A control message was passed over: " + reason);
        }
    }
}
