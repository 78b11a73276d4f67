package io.headrace.machine;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where owners live: threads and real time in production ({@link ThreadHost}), one queue and virtual time in a
 * simulation ({@link SimulatedHost}). Nothing above this interface can tell which.
 */
public interface Host {

    Moment moment();

    /** Opens a mailbox that hands its letters to {@code reader} one at a time, in order. */
    <T> Mailbox<T> mailbox(String name, Consumer<T> reader);

    /** Runs {@code task} once, {@code delay} from now, unless it is cancelled; the task only puts letters into mailboxes. */
    Timer after(Duration delay, Runnable task);

    /** Something that will happen once. */
    interface Timer {
        /** Lets go of what nobody needs any more. Without effect when it has happened. */
        void cancel();
    }

    /** Letters for one reader. Anybody may put; only the host takes. */
    interface Mailbox<T> {
        /** Ignored once the box is closed. */
        void put(T letter);

        int waiting();

        /** Hands over what was put before, then nothing more. */
        void close();
    }
}
