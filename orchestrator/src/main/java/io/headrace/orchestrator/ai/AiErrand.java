package io.headrace.orchestrator.ai;

import java.util.Optional;
import java.util.Set;

/** One task with one worker; each state has exactly what it needs. As long as it is one of these it holds its permit. */
sealed interface AiErrand {

    /** The number of the worker's registration. */
    long worker();

    AiSkill skill();

    /** The order that waits for its end. */
    default Optional<Long> order() {
        return switch (this) {
            case Wanted wanted -> Optional.of(wanted.number());
            case Reserved(long order, var _, long _) -> Optional.of(order);
            case Ending(long order, var _, long _) -> Optional.of(order);
            case Abandoned _ -> Optional.empty();
        };
    }

    /** Its work is wanted. */
    sealed interface Wanted extends AiErrand {
        /** Of its order. */
        long number();

        AiOrder asked();

        @Override
        default AiSkill skill() {
            return asked().skill();
        }
    }

    /** A place that is kept for an order whose work is not known yet; its worker was told nothing. */
    record Reserved(long number, AiSkill skill, long worker) implements AiErrand {}

    /** Not begun: another worker can have it as well. */
    sealed interface Unbegun extends Wanted {
        /** Workers that are not asked again. */
        Set<Long> tried();
    }

    /** The worker was told, and has said nothing yet. */
    record Given(long number, AiOrder asked, long worker, Set<Long> tried) implements Unbegun {}

    /** The worker has it. */
    record Accepted(long number, AiOrder asked, long worker, Set<Long> tried) implements Unbegun {}

    record Running(long number, AiOrder asked, long worker) implements Wanted {}

    /** Nobody wants it any more; its order ends with it. */
    record Ending(long number, AiSkill skill, long worker) implements AiErrand {}

    /** Nobody waits for its end, but the permit is not free before it. */
    record Abandoned(AiSkill skill, long worker) implements AiErrand {}
}
