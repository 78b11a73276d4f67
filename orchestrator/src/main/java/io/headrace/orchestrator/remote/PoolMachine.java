package io.headrace.orchestrator.remote;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;

/**
 * Which worker gets which order, and how each order ends, exactly once. What comes for a task that is not at work
 * (unknown, ended, delivered before) changes nothing, but for the slot that it frees.
 *
 * <p>An order that finds no worker waits a little: a worker that died is back soon, and the unit it had must not be lost
 * for that (guarantee 4). A worker that stopped without dying is not noticed by its connection; so what it owes is given
 * to another one as well, under a task id of its own, while the gateway still waits. The first answer wins and is the only
 * one that is reported, and so paid.
 */
final class PoolMachine implements Machine<Pool, PoolEvent, PoolEffect> {

    /** Every transition of an errand and its cause. */
    static final String TRANSITIONS = """
            (new)      OrderPlaced       Waiting    no capable worker is free
            (new)      OrderPlaced       Running    one is free
            (new)      OrderPlaced       (ended)    workers are there, and none is capable; or too many wait
            (new)      OverdueSeen       Running    the second task of an order whose first worker owes an answer
            Waiting    WorkerJoined      Running    it is capable
            Waiting    Delivered         Running    a slot became free by another's delivery
            Waiting    DeliveredInVain   Running    a slot became free by a late delivery
            Waiting    WaitEnded         (ended)    no worker in time
            Waiting    PatienceEnded     (ended)    no worker in time
            Waiting    OrderCancelled    (ended)    nobody wants it
            Running    Delivered         (ended)    done, impossible, or a failure that another worker may not have
            Running    Delivered         Abandoned  the order's other worker was faster
            Running    Garbled           (ended)    the worker did what none should
            Running    WorkerLeft        (ended)    its process or its connection is gone
            Running    OverdueSeen       Overdue    it takes longer than the session's units do, and nobody is free
            Running    PatienceEnded     Abandoned  it takes too long
            Running    OrderCancelled    Abandoned  nobody wants it, and the worker cannot be told
            Running    OverdueSeen       Shared     it takes longer than that, and somebody else has the order as well now
            Overdue    WorkerJoined      Shared     somebody else has the order as well now
            Overdue    Delivered         Shared     somebody became free, and has the order as well now
            Overdue    Delivered         (ended)    late, but first
            Overdue    Garbled           (ended)    the worker did what none should
            Overdue    WorkerLeft        (ended)    its process or its connection is gone
            Overdue    PatienceEnded     Abandoned  it takes too long
            Overdue    OrderCancelled    Abandoned  nobody wants it, and the worker cannot be told
            Shared     Delivered         (ended)    late, but first; or a failure, while the second worker goes on
            Shared     Delivered         Abandoned  the second worker was faster
            Shared     Garbled           (ended)    the worker did what none should
            Shared     WorkerLeft        (ended)    its process or its connection is gone
            Shared     PatienceEnded     Abandoned  both take too long
            Shared     OrderCancelled    Abandoned  nobody wants it, and the workers cannot be told
            Abandoned  Delivered         (ended)    the slot is free
            Abandoned  DeliveredInVain   (ended)    the slot is free
            Abandoned  Garbled           (ended)    the slot is free
            Abandoned  WorkerLeft        (ended)    the slot is gone
            Abandoned  HangingSeen       (ended)    the worker is sent away
            """;

    private final PoolTimes times;

    PoolMachine(PoolTimes times) {
        this.times = times;
    }

    @Override
    public boolean ended(Pool pool) {
        return !pool.open();
    }

    @Override
    public Step<Pool, PoolEffect> step(Pool pool, PoolEvent event, Moment moment) {
        var turn = new PoolTurn(pool, times, moment.now());
        switch (event) {
            case PoolEvent.WorkerJoined(long id, var worker) -> turn.joined(id, worker);
            case PoolEvent.WorkerDrained(var worker) -> turn.drained(worker);
            case PoolEvent.WorkerLeft(long id, var reason) -> turn.left(id, reason);
            case PoolEvent.OrderPlaced(var job) -> turn.placed(job);
            case PoolEvent.Delivered(long task, var delivery, var by) ->
                turn.ended(task, (job, worker) -> Judgement.of(delivery, job.order(), by.orElse(worker)));
            case PoolEvent.DeliveredInVain(long task) -> turn.deliveredInVain(task);
            case PoolEvent.Garbled(long task, var reason) ->
                turn.ended(task, (_, worker) -> Judgement.garbled(worker, reason));
            case PoolEvent.OrderCancelled(long order) -> turn.givenUp(order, "Nobody waits for it any more");
            case PoolEvent.WaitEnded(long order) -> turn.waitEnded(order);
            case PoolEvent.OverdueSeen(long order) -> turn.overdue(order);
            case PoolEvent.PatienceEnded(long order) -> turn.givenUp(order, "It took too long");
            case PoolEvent.HangingSeen(long task) -> turn.hanging(task);
            case PoolEvent.SessionEnded(var session) -> turn.sessionEnded(session);
            case PoolEvent.Closed() -> turn.closed();
        }
        return turn.end();
    }
}
