package io.headrace.orchestrator.byoc;

import io.headrace.machine.Host;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.transport.TransportException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call of an application, given up when whoever asked leaves or nobody pays any more. One thread calls; any thread may
 * cut it off, and the first reason for that counts.
 */
final class AppCall implements AutoCloseable {

    /** What an application learns of the request, besides its body. */
    private static final List<String> PASSED_ON = List.of("Content-Type", "Accept");

    private final OpenCall call;
    private final Host host;
    private Optional<Cut> cut = Optional.empty();
    private Optional<Host.Timer> timer = Optional.empty();
    private boolean closed;

    /** Why it was given up from this side. */
    enum Cut {
        ASKER_LEFT,
        UNPAID
    }

    private AppCall(OpenCall call, Host host) {
        this.call = call;
        this.host = host;
    }

    /**
     * @param asked the head of the request
     * @param limitBytes of the answer
     */
    static AppCall post(
            HttpClient client,
            Host host,
            App app,
            String path,
            Headers asked,
            int bodyBytes,
            Duration timeout,
            long limitBytes) {
        var head = AppCalls.head(app.address(), app.registration().token())
                .with("Content-Length", Integer.toString(bodyBytes));
        for (var name : PASSED_ON) {
            var value = asked.first(name);
            head = value.isPresent() ? head.with(name, value.get()) : head;
        }
        var uri = app.address().resource(path);
        var limits = new HttpCall.Limits(timeout, timeout, limitBytes);
        return new AppCall(client.open(new HttpCall("POST", uri, head, HttpCall.Version.HTTP_1_1, limits)), host);
    }

    Answer send(byte[] body) throws TransportException, InterruptedException {
        if (call.write(ByteBuffer.wrap(body))) {
            call.finish();
        }
        return call.answer();
    }

    /** Sees to it that the tab covers the work for as long as it lasts, and ends it when it cannot. */
    synchronized void payAhead(JobTab tab, Duration until) {
        if (!closed) {
            timer = Optional.of(
                    host.after(until, () -> Thread.ofVirtual().name("job's tab").start(() -> extend(tab))));
        }
    }

    private void extend(JobTab tab) {
        tab.extend().ifPresentOrElse(longer -> payAhead(tab, longer), () -> cut(Cut.UNPAID));
    }

    synchronized void cut(Cut reason) {
        if (!closed && cut.isEmpty()) {
            cut = Optional.of(reason);
            call.cancel();
        }
    }

    synchronized Optional<Cut> cut() {
        return cut;
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.ifPresent(Host.Timer::cancel);
        call.close();
    }
}
