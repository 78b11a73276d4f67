package io.headrace.orchestrator.ai;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.orchestrator.door.WorkerStreams;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiTask;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.net.NotifyAIJob;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the pool wants done, on the pool's thread. */
final class AiPoolSurroundings implements Owner.Surroundings<AiPool, AiPoolEvent, AiPoolEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(AiPoolSurroundings.class);

    private final Host host;
    private final AiTaskBook tasks;
    private final WorkerStreams<NotifyAIJob> streams;
    private volatile boolean stopped;

    AiPoolSurroundings(Host host, AiTaskBook tasks, WorkerStreams<NotifyAIJob> streams) {
        this.host = host;
        this.tasks = tasks;
        this.streams = streams;
    }

    /** Nothing of a pool survives its process: workers register anew, and work is asked for again. */
    @Override
    public void record(String id, Instant at, AiPool from, AiPoolEvent event, Step<AiPool, AiPoolEffect> step) {
        switch (event) {
            case AiPoolEvent.WorkerJoined(long number, var worker) ->
                LOG.info(
                        "AI worker {} (pid {}) joined as {} for {}",
                        worker.caller().name(),
                        worker.caller().pid(),
                        number,
                        worker.skills());
            case AiPoolEvent.WorkerDrained(var worker) -> LOG.info("AI worker {} takes nothing new", worker.name());
            case AiPoolEvent.WorkerLeft(long number, var reason)
            when from.members().containsKey(number) -> LOG.info("AI worker {} left: it {}", number, reason);
            case AiPoolEvent.Reported(long errand, AiNews.Garbled(var reason)) ->
                LOG.warn("What came for errand {} makes no sense: {}", errand, reason);
            default -> {}
        }
    }

    @Override
    public void perform(AiPoolEffect effect, Owner<AiPool, AiPoolEvent, AiPoolEffect> pool) {
        switch (effect) {
            case AiPoolEffect.Give give -> give(give, pool);
            case AiPoolEffect.Withdraw(long errand, long id, var worker) -> withdraw(errand, id, worker);
            case AiPoolEffect.Forget(long errand) -> tasks.forget(errand);
            case AiPoolEffect.ReportPlaced(long order) -> tasks.placed(order);
            case AiPoolEffect.ReportRunning(long order) -> tasks.running(order);
            case AiPoolEffect.ReportEnd(long order, var outcome) -> tasks.end(order, outcome);
            case AiPoolEffect.SendAway(long id) -> streams.end(id);
            case AiPoolEffect.Wake(var after, var event) -> host.after(after, () -> pool.tell(event));
        }
    }

    private void give(AiPoolEffect.Give give, Owner<AiPool, AiPoolEvent, AiPoolEffect> pool) {
        var asked = give.asked();
        long task = tasks.give(give.errand(), give.order(), give.worker());
        boolean tells = asked.tellsProgress() && give.worker().caller().isOurs();
        var notice = new AiTask(task, asked.pipeline(), asked.inputUrl(), asked.request(), tells);
        if (!streams.send(give.id(), AiWorkerCodec.encode(notice))) {
            pool.tell(new AiPoolEvent.WorkerLeft(give.id(), "could not be told"));
        }
    }

    /** Others would not understand it. */
    private void withdraw(long errand, long id, AiWorker worker) {
        if (worker.caller().isOurs()) {
            tasks.taskOf(errand)
                    .ifPresent(task -> streams.send(id, AiWorkerCodec.encode(new AiNotice.Withdrawn(task))));
        }
    }

    @Override
    public void stopped(String id, AiPool state, AiPoolEvent event, RuntimeException bug) {
        LOG.error("The pool of AI workers stands still after a bug; restart this node", bug);
        stop();
    }

    /** Nobody decides any more, so nobody may wait for a decision. */
    void stop() {
        stopped = true;
        tasks.endAll(new AiOutcome.NoPlace());
    }

    boolean stands() {
        return stopped;
    }
}
