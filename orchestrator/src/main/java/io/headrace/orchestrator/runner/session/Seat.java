package io.headrace.orchestrator.runner.session;

import java.util.Optional;
import java.util.function.Consumer;

/** One call under way in a session, which is cut off when the session ends. Closed by whoever makes the call. Any thread. */
public final class Seat implements AutoCloseable {

    private final Consumer<Seat> leave;

    /** Guarded by this. */
    private Optional<Runnable> ending = Optional.empty();

    private boolean cut;

    Seat(Consumer<Seat> leave) {
        this.leave = leave;
    }

    /** @param action gives the call up; any thread runs it, at once if the session has ended already. It must not block */
    public void onCut(Runnable action) {
        synchronized (this) {
            ending = Optional.of(action);
            if (!cut) {
                return;
            }
        }
        action.run();
    }

    void cut() {
        Optional<Runnable> action;
        synchronized (this) {
            cut = true;
            action = ending;
        }
        action.ifPresent(Runnable::run);
    }

    /** Whether the session ended under it. */
    public synchronized boolean isCut() {
        return cut;
    }

    @Override
    public void close() {
        leave.accept(this);
    }
}
