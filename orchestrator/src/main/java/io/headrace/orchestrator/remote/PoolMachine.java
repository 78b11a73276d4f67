package io.headrace.orchestrator.remote;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;

/**
 * Which worker gets which order, and how each order ends, exactly once. What comes for a task that is not running
 * (unknown, ended, delivered before) changes nothing.
 *
 * <p>An order that finds no worker waits a little: a worker that died is back soon, and the unit it had must not be lost
 * for that (guarantee 4).
 */
final class PoolMachine implements Machine<Pool, PoolEvent, PoolEffect> {

    /** Every transition of an errand and its cause. */
    static final String TRANSITIONS = """
            (new)      OrderPlaced     Waiting    no capable worker is free
            (new)      OrderPlaced     Running    one is free
            (new)      OrderPlaced     (ended)    workers are there, and none is capable; or too many wait
            Waiting    WorkerJoined    Running    it is capable
            Waiting    Delivered       Running    a slot became free by another's delivery
            Waiting    WaitEnded       (ended)    no worker in time
            Waiting    PatienceEnded   (ended)    no worker in time
            Waiting    OrderCancelled  (ended)    nobody wants it
            Running    Delivered       (ended)    done, impossible, or a failure that another worker may not have
            Running    Garbled         (ended)    the worker did what none should
            Running    WorkerLeft      (ended)    its process or its connection is gone
            Running    PatienceEnded   Abandoned  it takes too long
            Running    OrderCancelled  Abandoned  nobody wants it, and the worker cannot be told
            Abandoned  Delivered       (ended)    the slot is free
            Abandoned  Garbled         (ended)    the slot is free
            Abandoned  WorkerLeft      (ended)    the slot is gone
            Abandoned  HangingSeen     (ended)    the worker is sent away
            """;

    private final Duration waitForWorker;
    private final Duration hangsAfter;

    PoolMachine(Duration waitForWorker, Duration hangsAfter) {
        this.waitForWorker = waitForWorker;
        this.hangsAfter = hangsAfter;
    }

    @Override
    public boolean ended(Pool pool) {
        return !pool.open();
    }

    @Override
    public Step<Pool, PoolEffect> step(Pool pool, PoolEvent event, Moment moment) {
        var turn = new PoolTurn(pool, waitForWorker, hangsAfter);
        switch (event) {
            case PoolEvent.WorkerJoined(long id, var worker) -> turn.joined(id, worker);
            case PoolEvent.WorkerLeft(long id, var reason) -> turn.left(id, reason);
            case PoolEvent.OrderPlaced(long task, var order, var needed) ->
                turn.placed(task, new Errand.Waiting(order, needed));
            case PoolEvent.Delivered(long task, var delivery, var by) ->
                turn.ended(task, (errand, worker) -> Judgement.of(delivery, errand.order(), by.orElse(worker)));
            case PoolEvent.Garbled(long task, var reason) ->
                turn.ended(task, (_, worker) -> Judgement.garbled(worker, reason));
            case PoolEvent.OrderCancelled(long task) -> turn.givenUp(task, "Nobody waits for it any more");
            case PoolEvent.WaitEnded(long task) -> turn.waitEnded(task);
            case PoolEvent.PatienceEnded(long task) -> turn.givenUp(task, "It took too long");
            case PoolEvent.HangingSeen(long task) -> turn.hanging(task);
            case PoolEvent.SessionEnded(var session) -> turn.sessionEnded(session);
            case PoolEvent.Closed() -> turn.closed();
        }
        return turn.end();
    }
}
