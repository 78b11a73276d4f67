package io.headrace.inference.pool;

/** One session's hold of a runner, which it has for itself until its end is told. */
@FunctionalInterface
public interface RunnerPermit {

    /** Nobody wants the session any more: the runner is to end it and goes back to the pool. Without effect after its end. */
    void release();
}
