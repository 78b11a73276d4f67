package io.headrace.engine;

import java.util.function.Consumer;

/** What a child is for. Asked on one thread, one thing at a time. */
@FunctionalInterface
public interface ChildWork {

    /** @throws Exception to say that it did not work; the child lives on */
    Message answer(Message question, Consumer<Message> parts) throws Exception;
}
