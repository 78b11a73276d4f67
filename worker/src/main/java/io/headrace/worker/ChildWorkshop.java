package io.headrace.worker;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker in the node's own process: it hands each unit to a child process and waits for it on a virtual thread. No
 * media is touched here. A child's death is reported as the worker's, and the next unit finds a warm one in its place.
 */
public final class ChildWorkshop implements Workshop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChildWorkshop.class);

    private final WorkerConfig config;
    private final Engines engines;
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();

    /** @param children with as many slots as the configuration has; whoever opened them closes them, after this */
    public ChildWorkshop(WorkerConfig config, MediaEngine children) {
        this(config, Engines.one(children));
    }

    /** @param engines with as many slots together as the configuration has; whoever opened them closes them, after this */
    public ChildWorkshop(WorkerConfig config, Engines engines) {
        this.config = config;
        this.engines = engines;
    }

    @Override
    public int capacity() {
        return config.slots();
    }

    /** Children tell who they are when they answer, so {@link Reports#begun} comes with the end. */
    @Override
    public Work begin(WorkOrder order, Reports reports) {
        var thread = Thread.ofVirtual().name("work " + order.unit()).unstarted(() -> work(order, reports));
        atWork.add(thread);
        thread.start();
        return thread::interrupt;
    }

    private void work(WorkOrder order, Reports reports) {
        var outcome = outcome(order);
        atWork.remove(Thread.currentThread());
        if (outcome instanceof Outcome.Died || outcome instanceof Outcome.NoWorker) {
            engines.over(order.unit().session());
        }
        if (!outcome.worker().equals(Worker.NOBODY)) {
            reports.begun(outcome.worker());
        }
        reports.ended(outcome);
    }

    private Outcome outcome(WorkOrder order) {
        if (order.slice().isPresent()) {
            return new Outcome.Impossible(worker(0), "incompatible segment capabilities");
        }
        try {
            return outcome(order, engines.of(order).ask(request(order), order.patience()));
        } catch (ChildException failure) {
            return outcome(failure);
        } catch (InterruptedException cancelled) {
            return new Outcome.Died(worker(0), "cancelled");
        } catch (RuntimeException bug) {
            LOG.error("Worker {} failed at {}", config.name(), order.unit(), bug);
            return new Outcome.Died(worker(0), "a defect: " + bug);
        }
    }

    private MediaRequest<MediaReply.Transcoded> request(WorkOrder order) {
        var source = order.source();
        return new MediaRequest.Transcode(
                order.unit().session().text(), source.bytes(), order.ladder(), config.preset());
    }

    private Outcome outcome(WorkOrder order, MediaAnswer<MediaReply.Transcoded> answer) {
        return switch (answer) {
            case MediaAnswer.Refused(var refusal, long pid) -> {
                LOG.info("Unit {} is refused: {}", order.unit(), refusal.sentence());
                yield new Outcome.Impossible(worker(pid), refusal.networkText());
            }
            case MediaAnswer.Done(var made, long pid) ->
                OutputCheck.complaint(order.ladder(), made.outputs())
                        .<Outcome>map(complaint -> new Outcome.Died(worker(pid), complaint))
                        .orElseGet(() -> new Outcome.Done(
                                worker(pid),
                                made.outputs().stream()
                                        .map(MediaReply.Output::segment)
                                        .toList()));
        };
    }

    private Outcome outcome(ChildException failure) {
        return switch (failure) {
            case ChildException.Died died -> died(worker(died.pid()), died);
            case ChildException.DeadlinePassed late -> died(worker(late.pid()), late);
            case ChildException.Garbled garbled -> died(worker(0), garbled);
            case ChildException.WorkFailed failed -> died(worker(0), failed);
            case ChildException.TooLarge _ -> new Outcome.Impossible(worker(0), "Invalid argument");
            case ChildException.AllBusy _ -> new Outcome.NoWorker("TranscoderBusy");
            case ChildException.Closed _ -> new Outcome.NoWorker("TranscoderStopped");
            case ChildException.NotStarted none -> {
                LOG.error("Worker {} has no children: {}", config.name(), none.getMessage());
                yield new Outcome.NoWorker("ErrTranscoderUnavailable");
            }
        };
    }

    private static Outcome died(Worker worker, ChildException failure) {
        return new Outcome.Died(worker, String.valueOf(failure.getMessage()));
    }

    private Worker worker(long pid) {
        return new Worker(config.name(), pid);
    }

    @Override
    public void sessionEnded(SessionId session) {
        engines.over(session);
    }

    /** Stops what is under way; the desk hears of each. */
    @Override
    public void close() {
        atWork.forEach(Thread::interrupt);
    }
}
