package io.headrace.gateway.batch.work;

import io.headrace.gateway.batch.BatchOutcome;
import java.io.IOException;

/** Where the answer of a job goes for which nobody waits: it is there before the journal says that the job is done. */
@FunctionalInterface
public interface AnswerBox {

    /** Of a job whose client waits. */
    AnswerBox NONE = new AnswerBox() {
        @Override
        public void put(BatchOutcome outcome) {}

        @Override
        public boolean keeps() {
            return false;
        }
    };

    /** @throws IOException when it cannot be kept */
    void put(BatchOutcome outcome) throws IOException;

    /** Whether it writes anything down, which takes a moment. */
    default boolean keeps() {
        return true;
    }
}
