package io.headrace.inference.pool;

import io.headrace.inference.RunnerAddress;
import io.headrace.inference.RunnerHealth;
import io.headrace.inference.RunnerReply;
import io.headrace.inference.RunnerVersion;
import io.headrace.inference.runner.Assignment;
import io.headrace.inference.runner.RunnerEvent;
import io.headrace.inference.source.OpenRunner;
import io.headrace.inference.source.Opening;
import io.headrace.inference.source.RunnerSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One life of a runner as it really is: its process or connection, and the calls to it. Its methods return at once and
 * are called on one thread; what they block on runs on virtual threads, and its outcome is told as an event.
 */
final class RunnerLife {

    private static final int QUOTED_LINES = 5;
    private static final int MAX_QUOTE = 600;

    /** A process whose connections break off is known to have ended a moment later, if that is why. */
    private static final long END_MS = 500;

    private final int run;
    private final RunnerAccess access;
    private final Consumer<RunnerEvent> told;
    private final Consumer<String> versions;
    private volatile boolean versionKnown;
    private final CompletableFuture<Optional<OpenRunner>> opened = new CompletableFuture<>();
    private final Thread opener;

    /** Begin and end of a session are said one after the other, also when the end is wanted before the begin was answered. */
    private CompletableFuture<Void> sessionCalls = CompletableFuture.completedFuture(null);

    /** @param versions learns what it says its version is, once */
    RunnerLife(
            int run, RunnerAccess access, RunnerSource source, Consumer<RunnerEvent> told, Consumer<String> versions) {
        this.run = run;
        this.access = access;
        this.told = told;
        this.versions = versions;
        this.opener = Thread.ofVirtual().name("open-runner").unstarted(() -> open(source));
    }

    void begin() {
        opener.start();
    }

    private void open(RunnerSource source) {
        try {
            switch (access.opener().open(source)) {
                case Opening.Opened(var runner) -> {
                    opened.complete(Optional.of(runner));
                    var _ = runner.gone().thenAccept(sentence -> told.accept(died(withLog(runner, sentence))));
                    told.accept(new RunnerEvent.Opened(run));
                }
                case Opening.Failed(var sentence) -> told.accept(died(sentence));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            told.accept(died("The runner could not be opened, a defect: " + bug));
        } finally {
            opened.complete(Optional.empty());
        }
    }

    private RunnerEvent died(String sentence) {
        return new RunnerEvent.Died(run, sentence);
    }

    /** Asks for its health and tells the answer. */
    void askHealth(int probe) {
        call(runner -> {
            var health = switch (access.client(runner.address()).health()) {
                case RunnerHealth.Unfit(var sentence) -> new RunnerHealth.Unfit(withLog(runner, sentence));
                case RunnerHealth.Unreachable(var sentence) -> new RunnerHealth.Unreachable(withLog(runner, sentence));
                case RunnerHealth other -> other;
            };
            told.accept(new RunnerEvent.HealthKnown(run, probe, health));
            if (!versionKnown && !(health instanceof RunnerHealth.Unreachable)) {
                askVersion(runner);
            }
        });
    }

    /** One that does not say is asked again with its next health. */
    private void askVersion(OpenRunner runner) throws InterruptedException {
        if (access.client(runner.address()).version() instanceof RunnerReply.Given<RunnerVersion>(var said)) {
            versionKnown = true;
            versions.accept(said.version());
        }
    }

    void openSession(Assignment assignment) {
        long session = assignment.session();
        inTurn(runner -> {
            switch (access.client(runner.address()).startLive(assignment.request())) {
                case RunnerReply.Given<String> _ -> told.accept(new RunnerEvent.SessionAccepted(session));
                case RunnerReply.Refused<String> refused ->
                    told.accept(
                            refused.forToken()
                                    ? new RunnerEvent.TokenRefused(session, refused.sentence())
                                    : new RunnerEvent.SessionRefused(session, refused.sentence()));
                case RunnerReply.Missing<String>(var sentence) -> {
                    if (!ended(runner)) {
                        told.accept(new RunnerEvent.SessionRefused(session, withLog(runner, sentence)));
                    }
                }
            }
        });
    }

    /** What it answers does not matter: whether it ended its session is seen by its health. */
    void haltSession(long session) {
        inTurn(runner -> {
            var _ = access.client(runner.address()).stopLive();
            told.accept(new RunnerEvent.SessionHalted(session));
        });
    }

    /** Where it is asked; only of one that has answered. */
    RunnerAddress address() {
        return opened.join().orElseThrow().address();
    }

    /** Ends it, also while it is being opened, and tells when it is gone. */
    void close() {
        opener.interrupt();
        Thread.ofVirtual().name("close-runner").start(() -> {
            opened.join().ifPresent(OpenRunner::close);
            told.accept(new RunnerEvent.Closed(run));
        });
    }

    private interface Blocking {
        void with(OpenRunner runner) throws InterruptedException;
    }

    private void call(Blocking call) {
        Thread.ofVirtual().name("ask-runner").start(() -> perform(call));
    }

    private void inTurn(Blocking call) {
        sessionCalls = sessionCalls.thenRunAsync(
                () -> perform(call),
                task -> Thread.ofVirtual().name("ask-runner").start(task));
    }

    /** Nothing to be said to a runner that could not be opened: that it died has been told. */
    private void perform(Blocking call) {
        try {
            var runner = opened.join();
            if (runner.isPresent()) {
                call.with(runner.get());
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean ended(OpenRunner runner) throws InterruptedException {
        try {
            runner.gone().get(END_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return false;
        }
    }

    private static String withLog(OpenRunner runner, String sentence) {
        var lines = runner.lastLines();
        if (lines.isEmpty()) {
            return sentence;
        }
        var quote = String.join(" | ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
        return sentence + "; its log ends: " + quote.substring(Math.max(0, quote.length() - MAX_QUOTE));
    }
}
