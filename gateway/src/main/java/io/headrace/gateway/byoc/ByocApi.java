package io.headrace.gateway.byoc;

import io.headrace.gateway.run.RunningJobs;
import io.headrace.transport.AnswerBody;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Takes jobs for containers from clients: {@code POST /process/request/<path>} (pipelines section 5.5).
 *
 * <pre>
 * 400  no job that makes sense, nobody who offers the container
 * 413  a body that is too large
 * 429  as many jobs as this gateway takes
 * 502  nobody did it: who was asked, and why not
 * 503  nobody has room
 * else as the container answered
 * </pre>
 *
 * <p>One virtual thread walks all of it; a client that leaves ends its job.
 */
public final class ByocApi {

    private static final String REQUESTS = "/process/request/{path...}";
    private static final List<String> PASSED_ON = List.of("Content-Type", "Accept");
    private static final int CHUNK = 16_384;

    private final ByocJobs jobs;

    public ByocApi(ByocJobs jobs) {
        this.jobs = jobs;
    }

    /** For the gateway's public port. */
    public List<Route> routes() {
        return List.of(Route.anyMethod(REQUESTS, this::handle));
    }

    private void handle(Exchange exchange, PathParameters path) throws IOException {
        if (!exchange.method().equals("POST")) {
            refuse(exchange, JobRefusal.METHOD, "");
            return;
        }
        JobHeader job;
        JobParameters parameters;
        try {
            job = JobHeader.decode(exchange.headers().first(JobHeader.HEADER).orElse(""));
            parameters = JobParameters.decode(job.parameters());
        } catch (UnreadableException unreadable) {
            refuse(exchange, JobRefusal.UNPARSABLE, unreadable.sentence());
            return;
        }
        var body = exchange.body().readAll(jobs.config().requestBytes());
        submit(
                exchange,
                new ContainerAsk(path.get("path"), job, parameters, head(exchange.headers()), ByteBuffer.wrap(body)));
    }

    private static Headers head(Headers given) {
        var head = Headers.NONE;
        for (var name : PASSED_ON) {
            var value = given.first(name);
            head = value.isPresent() ? head.with(name, value.get()) : head;
        }
        return head;
    }

    private static void refuse(Exchange exchange, JobRefusal refusal, String rest) throws IOException {
        exchange.refuse(refusal.status(), refusal.body(rest).strip());
    }

    private void submit(Exchange exchange, ContainerAsk ask) throws IOException {
        ByocJobs.Work work;
        try {
            work = jobs.begin(ask);
        } catch (RunningJobs.Busy busy) {
            exchange.refuse(429, String.valueOf(busy.getMessage()));
            return;
        }
        exchange.onPeerGone(work::cancel);
        boolean answered = false;
        try {
            answer(exchange, work.flight().answer().get());
            answered = true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("This gateway is stopping");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("An answer is never an exception", impossible);
        } finally {
            if (!answered) {
                work.cancel();
            }
        }
    }

    private static void answer(Exchange exchange, ContainerAnswer answer) throws IOException {
        switch (answer) {
            case ContainerAnswer.Whole(int status, var headers, var body) -> exchange.answer(status, headers, body);
            case ContainerAnswer.Failed(int status, var text) -> exchange.refuse(status, text);
            case ContainerAnswer.Events events -> pass(exchange, events);
        }
    }

    /** Each piece as it comes; a stream that breaks off is seen to be broken off. */
    private static void pass(Exchange exchange, ContainerAnswer.Events events) throws IOException {
        boolean all = false;
        try {
            var to = exchange.begin(events.status(), events.headers().with("Cache-Control", "no-cache"));
            all = copied(events.from(), to);
            if (all) {
                to.close();
            }
        } finally {
            events.ended().complete(all);
        }
    }

    /** False when the stream broke off; what is thrown says that the client did not take it. */
    private static boolean copied(InputStream from, AnswerBody to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int read;
            try {
                read = from.read(chunk);
            } catch (IOException brokenOff) {
                return false;
            }
            if (read < 0) {
                return true;
            }
            to.write(ByteBuffer.wrap(chunk, 0, read).slice());
        }
    }
}
