package io.headrace.orchestrator.ai;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;

/**
 * Which AI worker gets which order, and how each order ends, exactly once. Work that was not begun goes on to another
 * worker when the first declines it, says nothing or dies; work that was begun is lost with its worker, at once, because
 * whoever ordered it has a better idea than to wait.
 */
final class AiPoolMachine implements Machine<AiPool, AiPoolEvent, AiPoolEffect> {

    /** Every transition of an errand and its cause. */
    static final String TRANSITIONS = """
            (new)      OrderPlaced     Given      a worker has a place
            (new)      PlaceWanted     Reserved   a worker has a place, of which it knows nothing yet
            Reserved   OrderReady      Given      what is to be done is known
            Reserved   OrderCancelled  (ended)    nobody wants it
            Reserved   WorkerLeft      (ended)    another worker's place is kept, or the order ends
            Reserved   HangingSeen     (ended)    its worker is sent away; another's place is kept, or the order ends
            Given      Accepted        Accepted   the worker has it
            Given      Running         Running    the work is under way
            Given      Declined        (ended)    it has no place; the order goes to another worker, or ends
            Given      Ended           (ended)    the worker said so
            Given      Garbled         Abandoned  the worker did what none should
            Given      SilenceSeen     Abandoned  the worker says nothing; the order goes to another, or ends
            Given      OrderCancelled  Ending     nobody wants it
            Given      WorkerLeft      (ended)    the order goes to another worker, or ends
            Given      HangingSeen     (ended)    its worker is sent away; the order goes to another, or ends
            Accepted   Running         Running    the work is under way
            Accepted   Declined        (ended)    it has no place after all; the order goes to another, or ends
            Accepted   Ended           (ended)    the worker said so
            Accepted   Garbled         Abandoned  the worker did what none should
            Accepted   OrderCancelled  Ending     nobody wants it
            Accepted   WorkerLeft      (ended)    the order goes to another worker, or ends
            Accepted   HangingSeen     (ended)    its worker is sent away; the order goes to another, or ends
            Running    Declined        (ended)    the worker lost it
            Running    Ended           (ended)    the worker said so
            Running    Garbled         Abandoned  the worker did what none should
            Running    OrderCancelled  Ending     nobody wants it
            Running    WorkerLeft      (ended)    its work is lost
            Running    HangingSeen     (ended)    its worker is sent away, and its work is lost
            Ending     Declined        (ended)    it was not begun
            Ending     Ended           (ended)    the permit is free
            Ending     HangingSeen     (ended)    the worker is sent away
            Ending     WorkerLeft      (ended)    the permit is gone
            Abandoned  Declined        (ended)    it was not begun
            Abandoned  Ended           (ended)    the permit is free
            Abandoned  HangingSeen     (ended)    the worker is sent away
            Abandoned  WorkerLeft      (ended)    the permit is gone
            """;

    private final Duration untilHanging;

    /** @param untilHanging a worker that has not ended what nobody wants any more is sent away after that */
    AiPoolMachine(Duration untilHanging) {
        this.untilHanging = untilHanging;
    }

    @Override
    public boolean ended(AiPool pool) {
        return !pool.open();
    }

    @Override
    public Step<AiPool, AiPoolEffect> step(AiPool pool, AiPoolEvent event, Moment moment) {
        var draft = new AiPoolDraft(pool, untilHanging);
        switch (event) {
            case AiPoolEvent.WorkerJoined(long id, var worker) -> draft.join(id, worker);
            case AiPoolEvent.WorkerDrained(var worker) -> draft.drain(worker);
            case AiPoolEvent.WorkerLeft(long id, var reason) -> draft.lose(id, reason);
            case AiPoolEvent.OrderPlaced(long order, var asked) -> draft.place(order, asked);
            case AiPoolEvent.PlaceWanted(long order, var skill) -> draft.reserve(order, skill);
            case AiPoolEvent.OrderReady(long order, var asked) -> draft.ready(order, asked);
            case AiPoolEvent.OrderCancelled(long order) -> draft.cancel(order);
            case AiPoolEvent.Reported(long errand, var news) -> report(draft, errand, news);
            case AiPoolEvent.SilenceSeen(long errand) -> draft.giveElsewhere(errand);
            case AiPoolEvent.HangingSeen(long errand) -> draft.sendAwayWhoHas(errand);
            case AiPoolEvent.Closed() -> draft.close();
        }
        return draft.step();
    }

    private static void report(AiPoolDraft draft, long errand, AiNews news) {
        if (draft.isOnlyKept(errand)) {
            return;
        }
        switch (news) {
            case AiNews.Accepted() -> draft.accepted(errand);
            case AiNews.Running() -> draft.running(errand);
            case AiNews.Declined() -> draft.declined(errand);
            case AiNews.Ended(var outcome) -> draft.end(errand, outcome);
            case AiNews.Garbled(var reason) -> draft.garbled(errand, reason);
        }
    }
}
