package io.headrace.gateway.realtime.flow;

import io.headrace.machine.Host;
import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;

/**
 * The flow's thread: what is due is done there and the listener is called there, one at a time and in order, whoever
 * found it out. A listener that does not return is not drowned: media for it is dropped up to the next keyframe.
 */
final class ListenerCalls implements AutoCloseable {

    private final Host.Mailbox<Runnable> box;
    private final int most;
    private boolean dropping;

    ListenerCalls(Host host, int most) {
        this.box = host.mailbox("live flow", Runnable::run);
        this.most = most;
    }

    void put(Runnable call) {
        box.put(call);
    }

    /** A call that a listener can do without. */
    void putUnlessFull(Runnable call) {
        if (box.waiting() < most) {
            box.put(call);
        }
    }

    /**
     * A call with a unit for viewers; its callers take turns.
     *
     * @return false when it is dropped
     */
    boolean putMedia(AccessUnit unit, Runnable call) {
        if (box.waiting() >= most) {
            dropping = true;
        } else if (unit instanceof Picture picture && picture.keyframe()) {
            dropping = false;
        }
        if (!dropping) {
            box.put(call);
        }
        return !dropping;
    }

    @Override
    public void close() {
        box.close();
    }
}
