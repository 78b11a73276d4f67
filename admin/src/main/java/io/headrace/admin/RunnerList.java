package io.headrace.admin;

import java.util.Optional;

/** Takes the live runners that an operator names (real-time reference section 9.2). Any thread. */
@FunctionalInterface
public interface RunnerList {

    /**
     * Takes all of a list, or nothing of it; who was named before and is not named now stays. Blocks, on names of hosts.
     *
     * @param document <code>{"runners":[…]}</code>
     * @return why it is not taken, in a sentence for the operator; empty when it is
     */
    Optional<String> take(String document) throws InterruptedException;
}
