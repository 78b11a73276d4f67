package io.headrace.ethereum.account;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Each question on a virtual thread of its own, but only so many asked at once: endpoints have limits. */
final class Questions implements Executor {

    private final Semaphore places;

    /** @param most at once; further ones wait for a place */
    Questions(int most) {
        this.places = new Semaphore(most);
    }

    @Override
    public void execute(Runnable question) {
        Thread.ofVirtual().name("transaction").start(() -> {
            places.acquireUninterruptibly();
            try {
                question.run();
            } finally {
                places.release();
            }
        });
    }
}
