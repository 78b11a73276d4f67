package io.headrace.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One process, asked one thing at a time. A thread reads its pipe and puts letters into a short queue, so that a
 * child that talks faster than it is heard waits; its end is a letter too, so that nobody waits for the dead.
 */
final class Child {

    private static final int LETTERS = 8;
    private static final long EXIT_SECONDS = 2;

    private final Process process;
    private final MessageLimits limits;
    private final MessageWriter writer;
    private final BlockingQueue<Letter> letters = new ArrayBlockingQueue<>(LETTERS);
    private final Thread reader;
    private volatile boolean killed;

    private Child(Process process, MessageLimits limits) {
        this.process = process;
        this.limits = limits;
        this.writer = new MessageWriter(process.getOutputStream());
        this.reader = Thread.ofPlatform().daemon().name("child-" + pid()).start(this::readAll);
        ChildLog.follow(process);
    }

    /** Starts the process; it is of use once it is {@linkplain #awaitReady ready}. */
    static Child spawn(ChildCommand command, MessageLimits limits) throws ChildException {
        try {
            return new Child(command.start(), limits);
        } catch (IOException e) {
            throw new ChildException.NotStarted(e.getMessage() + "; the command begins with "
                    + command.arguments().getFirst());
        }
    }

    void awaitReady(Duration patience) throws ChildException, InterruptedException {
        var letter = letters.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (!(letter instanceof Arrived(var received) && received.kind() == MessageKind.READY)) {
            kill();
            throw new ChildException.NotStarted("process " + pid()
                    + (letter == null
                            ? " was not ready within " + patience.toMillis() + " ms"
                            : letter instanceof Ended(int code)
                                    ? " ended with code " + code
                                    : " spoke something else"));
        }
    }

    /**
     * Asks and waits. Whatever goes wrong ends the process, except an honest failure of the work, and lateness: then
     * {@link #finish} is to be called.
     *
     * @param parts is told on this thread
     */
    Message ask(Message question, Deadline deadline, Consumer<Message> parts)
            throws ChildException, InterruptedException {
        boolean answered = false;
        try {
            Thread.ofVirtual().name("ask-" + pid()).start(() -> write(question));
            var reply = listen(deadline, parts);
            answered = true;
            return reply;
        } catch (ChildException.WorkFailed | ChildException.DeadlinePassed alive) {
            answered = true;
            throw alive;
        } finally {
            if (!answered) {
                kill();
            }
        }
    }

    /** Waits for the end of what nobody listens to any more; a child that does not come to it is killed. */
    void finish(Deadline lateness) {
        try {
            var _ = listen(lateness, _ -> {});
        } catch (ChildException.WorkFailed _) {
            // It has come to its end.
        } catch (ChildException _) {
            kill();
        } catch (InterruptedException closing) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private Message listen(Deadline deadline, Consumer<Message> parts) throws ChildException, InterruptedException {
        while (true) {
            var letter = Optional.ofNullable(letters.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS))
                    .orElseThrow(() -> new ChildException.DeadlinePassed(pid(), deadline.patience()));
            switch (letter) {
                case Ended(int code) -> throw new ChildException.Died(pid(), code);
                case Spoilt(var why) -> throw new ChildException.Garbled(pid(), why);
                case Arrived(var received) -> {
                    switch (received.kind()) {
                        case PART -> parts.accept(received.message());
                        case DONE -> {
                            return received.message();
                        }
                        case FAILED ->
                            throw new ChildException.WorkFailed(
                                    pid(), received.message().header());
                        case READY, ASK -> throw new ChildException.Garbled(pid(), "a " + received.kind());
                    }
                }
            }
        }
    }

    /** A child that cannot be written to has ended, and the reader says so. */
    private void write(Message question) {
        try {
            writer.write(MessageKind.ASK, question);
        } catch (IOException gone) {
            process.destroyForcibly();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Alive, heard, and has said nothing that nobody asked for. A process lives on for a moment after it was killed. */
    boolean fit() {
        return !killed && reader.isAlive() && process.isAlive() && letters.isEmpty();
    }

    /** Closes its ear, which tells it to end. */
    void dismiss() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            kill();
        }
    }

    void kill() {
        killed = true;
        process.destroyForcibly();
        reader.interrupt();
    }

    boolean awaitEnd(Deadline deadline) throws InterruptedException {
        return process.waitFor(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    }

    private void readAll() {
        try (var out = process.getInputStream()) {
            var messages = new MessageReader(out, limits);
            for (var next = messages.next(); next.isPresent(); next = messages.next()) {
                letters.put(new Arrived(next.get()));
            }
            letters.put(new Ended(exitCode()));
        } catch (MessageReader.GarbledException garbled) {
            process.destroyForcibly();
            tellLast(new Spoilt(String.valueOf(garbled.getMessage())));
        } catch (IOException | UncheckedIOException gone) {
            tellLast(new Ended(process.destroyForcibly().onExit().join().exitValue()));
        } catch (InterruptedException killed) {
            tellLast(new Ended(process.destroyForcibly().onExit().join().exitValue()));
        }
    }

    /** Takes the place of what was not read: whoever waits must hear of the end, also of a child that was killed. */
    private void tellLast(Letter letter) {
        letters.clear();
        letters.add(letter);
    }

    /** A process that has closed its pipe has a moment to end by itself. */
    private int exitCode() throws InterruptedException {
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private sealed interface Letter {}

    private record Arrived(MessageReader.Received received) implements Letter {}

    private record Ended(int exitCode) implements Letter {}

    private record Spoilt(String why) implements Letter {}
}
