package io.headrace.models.runner.session;

import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.runner.status.RunnerState;
import io.headrace.models.runner.status.Situation;
import io.headrace.models.runner.status.StateRules;
import io.headrace.models.runner.status.StatusTeller;
import io.headrace.models.runner.status.StreamGauge;
import io.headrace.models.runner.status.StreamVitals;
import io.headrace.trickle.TrickleException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live stream in work, from the request that starts it to its end:
 *
 * <pre>
 * input ──▶ InputFlow ─▶ WaitingPictures ─▶ PictureLine ─▶ OutputFlow ──▶ output
 *               └────────── sound within the stream ──────────▶┘
 * control ─▶ ControlDesk ─▶ Wishes ─▶ PictureLine
 * sound input ─▶ SoundRelay ─▶ sound output
 *           SessionTeller ─▶ DocumentPost ─▶ events, trace
 * </pre>
 *
 * The line has a platform thread, everything that waits for the network a virtual one. The first reason to end counts;
 * one more thread waits for it and then ends everything in order: nothing is read any more, the line stops, the output is
 * finished, the last events are told. Whoever owns it calls {@link #tick} twice a second. Any thread.
 */
public final class LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    private final SessionPlan plan;
    private final SessionNeeds needs;
    private final StreamGauge gauge;
    private final StatusTeller status;
    private final FrameRecorder frames = new FrameRecorder();
    private final SessionChannels channels;
    private final SessionTeller teller;
    private final ControlDesk control;
    private final WaitingPictures waiting;
    private final PictureLine pictures;
    private final Thread line;
    private final List<Thread> readers = new ArrayList<>();
    private final CompletableFuture<SessionEnd> reason = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> over = new CompletableFuture<>();

    /** What a thread of the session does. */
    private interface Task {
        void run() throws FrameException, TrickleException, InterruptedException;
    }

    private LiveSession(SessionPlan plan, SessionNeeds needs, PictureWork work) {
        var limits = needs.limits();
        this.plan = plan;
        this.needs = needs;
        gauge = new StreamGauge(needs.clock(), plan.parameters());
        status = new StatusTeller(needs.documents(), limits.statusEvery());
        channels = new SessionChannels(plan, needs);
        teller = new SessionTeller(gauge, needs.documents(), needs.clock(), frames, channels::tellEvent);
        var wishes = new Wishes();
        control = new ControlDesk(wishes, limits.documentBytes(), needs.clock(), teller);
        waiting = new WaitingPictures(limits.waitingPictures(), limits.waitingBytes());
        pictures = new PictureLine(needs, work, plan.parameters(), waiting, wishes, channels.output(), teller);
        line = Thread.ofPlatform().daemon().name("pictures").unstarted(() -> ending("The line", this::work));
    }

    /**
     * Begins; its channels are connected in the background.
     *
     * @throws ParametersRefused when the model cannot work with the plan's
     */
    public static LiveSession start(SessionPlan plan, SessionNeeds needs) throws ParametersRefused {
        var session = new LiveSession(plan, needs, needs.works().open(plan.parameters()));
        session.begin();
        return session;
    }

    private void begin() {
        teller.asked();
        tick();
        var input = new InputFlow(waiting, channels.output(), teller, needs.ticker());
        readers.add(reader(
                "input",
                () -> ending("The input channel", () -> {
                    channels.input().follow(input);
                    waiting.end();
                })));
        channels.control()
                .ifPresent(from -> readers.add(
                        reader("control", () -> beside("The control channel", () -> from.follow(control)))));
        channels.sound().ifPresent(relay -> readers.add(reader("sound", () -> beside("The sound", relay::run))));
        line.start();
        readers.forEach(Thread::start);
        Thread.ofVirtual().name("session " + plan.requestId()).start(this::keep);
    }

    private static Thread reader(String name, Runnable task) {
        return Thread.ofVirtual().name(name).unstarted(task);
    }

    private void work() throws FrameException, InterruptedException {
        try {
            pictures.run();
            channels.output().finish();
            end(new SessionEnd.InputEnded());
        } catch (TrickleException refused) {
            end(new SessionEnd.OutputGone(String.valueOf(refused.getMessage())));
        }
    }

    /** Runs what the session cannot be without. */
    private void ending(String what, Task task) {
        try {
            task.run();
        } catch (InterruptedException ended) {
            LOG.debug("{} of {} was interrupted", what, plan.requestId());
        } catch (FrameException | TrickleException | RuntimeException | LinkageError failure) {
            LOG.warn("{} of {} failed", what, plan.requestId(), failure);
            end(new SessionEnd.Failed(what + " failed: " + failure.getMessage()));
        }
    }

    /** Runs what the session can go on without. */
    private void beside(String what, Task task) {
        try {
            task.run();
        } catch (InterruptedException ended) {
            LOG.debug("{} of {} was interrupted", what, plan.requestId());
        } catch (FrameException | TrickleException | RuntimeException failure) {
            LOG.warn("{} of {} failed", what, plan.requestId(), failure);
            teller.error(what + " failed, the pictures go on: " + failure.getMessage());
        }
    }

    /** Tells what is due, and ends the session where its state demands it. */
    public synchronized void tick() {
        if (reason.isDone()) {
            return;
        }
        var now = needs.clock().instant();
        var vitals = gauge.vitals();
        status.due(vitals, now).ifPresent(channels::tellEvent);
        frames.take().ifPresent(channels::tellTrace);
        var silence = Duration.between(lastSign(vitals), now);
        if (StateRules.state(new Situation.Streaming(vitals), now) == RunnerState.ERROR) {
            end(new SessionEnd.Failed("Input flows, and no output came of it"));
        } else if (silence.compareTo(needs.limits().idle()) > 0) {
            end(new SessionEnd.InputIdle(silence));
        }
    }

    /** Nodes of ours let sessions stand by without input: their control channel says that they are still wanted. */
    private Instant lastSign(StreamVitals vitals) {
        var sign = vitals.lastSign();
        return plan.own().isPresent() && control.lastWord().isAfter(sign) ? control.lastWord() : sign;
    }

    public StreamVitals vitals() {
        return gauge.vitals();
    }

    /** Completes when everything has ended. */
    public CompletableFuture<SessionEnd> over() {
        return over.copy();
    }

    /** Ends it, and waits until it has. */
    public SessionEnd stop() throws InterruptedException {
        end(new SessionEnd.Stopped());
        var most = needs.limits().stop().multipliedBy(2);
        try {
            return over.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hangs) {
            return new SessionEnd.Hung(most);
        } catch (ExecutionException never) {
            throw new IllegalStateException("A session ends with a value", never);
        }
    }

    private void end(SessionEnd why) {
        reason.complete(why);
    }

    private void keep() {
        var why = reason.join();
        try {
            why.fault().ifPresent(teller::error);
            readers.forEach(Thread::interrupt);
            waiting.abandon();
            line.interrupt();
            boolean ended = line.join(needs.limits().stop());
            frames.take().ifPresent(channels::tellTrace);
            channels.close();
            over.complete(ended ? why : new SessionEnd.Hung(needs.limits().stop()));
        } catch (InterruptedException | RuntimeException failure) {
            LOG.warn("The session {} did not end well", plan.requestId(), failure);
            over.complete(why);
        }
    }
}
