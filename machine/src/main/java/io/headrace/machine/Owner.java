package io.headrace.machine;

import java.time.Instant;

/**
 * The one place where a machine's state changes. Each event is decided, recorded, applied, and only then acted
 * upon: after a crash the journal never knows less than the world does.
 *
 * <p>A step that throws stops the machine where it stands and says so; it never takes its host down. What the program
 * itself cannot go on with, as no memory, is said likewise, and thrown on.
 */
public final class Owner<S, E, F> {

    private final String id;
    private final Machine<S, E, F> machine;
    private final Host host;
    private final Surroundings<S, E, F> surroundings;
    private final int patienceWithOutsiders;
    private final Host.Mailbox<E> mailbox;

    /** Written by the mailbox's reader alone; volatile so that a view may look at it. */
    private volatile S state;

    private boolean stopped;

    /**
     * @param state where the machine begins, or where the journal left it
     * @param patienceWithOutsiders how many letters may wait before {@link #offer} refuses
     */
    public Owner(
            String id,
            Machine<S, E, F> machine,
            S state,
            Host host,
            int patienceWithOutsiders,
            Surroundings<S, E, F> surroundings) {
        this.id = id;
        this.machine = machine;
        this.state = state;
        this.host = host;
        this.patienceWithOutsiders = patienceWithOutsiders;
        this.surroundings = surroundings;
        this.mailbox = host.mailbox(id, this::handle);
    }

    /** Tells how an effect ended. Never refused: there are no more such letters than effects begun. */
    public void tell(E event) {
        mailbox.put(event);
    }

    /** Asks something from outside. False when too much is waiting: the asker slows down or gives up, and knows it. */
    public boolean offer(E event) {
        if (mailbox.waiting() >= patienceWithOutsiders) {
            return false;
        }
        mailbox.put(event);
        return true;
    }

    public String id() {
        return id;
    }

    /** The latest state; may be one step old by the time it is read. */
    public S state() {
        return state;
    }

    private void handle(E event) {
        if (stopped || machine.ended(state)) {
            return;
        }
        try {
            decide(event);
        } catch (RuntimeException bug) {
            stop(event, bug);
        } catch (Error broken) {
            stop(event, new IllegalStateException("Broken off by " + broken, broken));
            throw broken;
        }
        if (machine.ended(state)) {
            mailbox.close();
        }
    }

    /** The box is closed first: whoever is told may fail too, and letters that nobody reads must not pile up. */
    private void stop(E event, RuntimeException why) {
        stopped = true;
        mailbox.close();
        surroundings.stopped(id, state, event, why);
    }

    private void decide(E event) {
        var moment = host.moment();
        var step = machine.step(state, event, moment);
        surroundings.record(id, moment.now(), state, event, step);
        state = step.state();
        step.effects().forEach(effect -> surroundings.perform(effect, this));
    }

    /** What an owner needs from outside. Called on the mailbox's reader, one call at a time. */
    public interface Surroundings<S, E, F> {

        /**
         * Returns when what was decided is as safe as it must be.
         *
         * @param step the state entered, and the effects about to be begun; some machines name among them what is
         *     only to be remembered
         */
        void record(String id, Instant at, S from, E event, Step<S, F> step);

        /** Begins what the effect asks without waiting for it, and tells the owner how it ended. */
        void perform(F effect, Owner<S, E, F> owner);

        /** A step threw: the machine stays where it was, and whoever depends on it must know. */
        void stopped(String id, S state, E event, RuntimeException bug);
    }
}
