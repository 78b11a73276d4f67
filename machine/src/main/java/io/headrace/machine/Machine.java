package io.headrace.machine;

/**
 * A lifecycle as one pure function. It opens nothing, waits for nothing and asks for no time: whatever a step may
 * depend on is an argument. That is why the same machine runs a live node, a unit test and a simulated network.
 *
 * @param <S> sealed family of states; each state is a record with exactly the data that state has
 * @param <E> sealed family of events, past tense: what happened
 * @param <F> sealed family of effects, imperative: what is to be done once the new state is recorded
 */
public interface Machine<S, E, F> {

    /** @throws IllegalStateException when the state does not expect the event: a bug, which names both */
    Step<S, F> step(S state, E event, Moment moment);

    /** True for a state that nothing leaves. */
    boolean ended(S state);
}
