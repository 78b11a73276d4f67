package io.headrace.simulation.live;

/** A start that is under way, and the connection it came by. */
final class StartCall {

    final LiveMessages.Start request;
    private Runnable onGone = () -> {};
    private boolean gone;

    StartCall(LiveMessages.Start request) {
        this.request = request;
    }

    /** @param task is run when whoever called is gone; at once when it is */
    void whenGone(Runnable task) {
        onGone = task;
        if (gone) {
            task.run();
        }
    }

    /** Nobody waits for the answer. */
    void gone() {
        gone = true;
        onGone.run();
    }
}
