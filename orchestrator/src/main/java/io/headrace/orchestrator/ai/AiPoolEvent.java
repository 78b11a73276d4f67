package io.headrace.orchestrator.ai;

import io.headrace.admission.Worker;

/** What happened to the pool. */
sealed interface AiPoolEvent {

    /** @param id counts registrations */
    record WorkerJoined(long id, AiWorker worker) implements AiPoolEvent {}

    /** It takes nothing new. */
    record WorkerDrained(Worker worker) implements AiPoolEvent {}

    /** Its stream ended, whoever ended it. */
    record WorkerLeft(long id, String reason) implements AiPoolEvent {}

    /** @param order counts orders */
    record OrderPlaced(long order, AiOrder asked) implements AiPoolEvent {}

    /** A place is wanted for an order that is not known yet. */
    record PlaceWanted(long order, AiSkill skill) implements AiPoolEvent {}

    /** The order for which a place is kept is known. */
    record OrderReady(long order, AiOrder asked) implements AiPoolEvent {}

    record OrderCancelled(long order) implements AiPoolEvent {}

    record Reported(long errand, AiNews news) implements AiPoolEvent {}

    /** By now its worker should have said something. */
    record SilenceSeen(long errand) implements AiPoolEvent {}

    /** By now its worker should have ended it. */
    record HangingSeen(long errand) implements AiPoolEvent {}

    record Closed() implements AiPoolEvent {}
}
