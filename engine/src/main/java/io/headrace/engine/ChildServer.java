package io.headrace.engine;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child's side of the pipe. A thread of its own reads all the time, so that the end of the parent, whatever the
 * child is busy with, ends the child at once: nothing is flushed, nobody would hear it.
 */
public final class ChildServer {

    /** Exit codes of a child that ends by itself. */
    static final int PARENT_GONE = 0;

    static final int GARBLED = 65;
    static final int OUT_OF_MEMORY = 70;

    private final ChildWork work;
    private final MessageWriter writer;
    private final BlockingQueue<Message> questions = new LinkedBlockingQueue<>(1);

    private ChildServer(ChildWork work, MessageWriter writer) {
        this.work = work;
        this.writer = writer;
    }

    /** Answers until the parent goes away; does not return. Standard output belongs to the protocol from here on. */
    public static void serve(ChildWork work) throws IOException, InterruptedException {
        var server = new ChildServer(work, new MessageWriter(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        Thread.ofPlatform().daemon().name("parent").start(server::hear);
        server.answerAll();
    }

    private void hear() {
        try (var in = new FileInputStream(FileDescriptor.in)) {
            var reader = new MessageReader(in, MessageLimits.DEFAULT);
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                questions.put(next.get().message());
            }
            Runtime.getRuntime().halt(PARENT_GONE);
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(GARBLED);
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    private void answerAll() throws IOException, InterruptedException {
        writer.write(MessageKind.READY, Message.of(""));
        while (true) {
            answer(questions.take());
        }
    }

    private void answer(Message question) throws IOException {
        try {
            writer.write(MessageKind.DONE, work.answer(question, this::part));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        } catch (Exception e) {
            writer.write(MessageKind.FAILED, Message.of(String.valueOf(e.getMessage())));
        }
    }

    private void part(Message message) {
        try {
            writer.write(MessageKind.PART, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
