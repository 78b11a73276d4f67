package io.headrace.gateway.carry;

import io.headrace.engine.stream.StreamCarrier;
import io.headrace.engine.stream.StreamCarriers;
import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamProcess.Ended;
import io.headrace.engine.stream.StreamTask;
import io.headrace.machine.Host;
import io.headrace.media.AccessUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Carriers that carry nothing: what was begun, and with what, is seen here; the rest is what the test says. */
public final class FakeCarriers implements StreamCarriers {

    public final List<Carrier> started = new ArrayList<>();

    public static StreamTools tools(Host host) {
        return new FakeCarriers().on(host);
    }

    public StreamTools on(Host host) {
        return new StreamTools(this, host, Runnable::run);
    }

    @Override
    public StreamCarrier start(StreamTask task, Consumer<AccessUnit> back) {
        started.add(new Carrier(task, back));
        return started.getLast();
    }

    public static final class Carrier implements StreamCarrier {
        public final StreamTask task;
        public final Consumer<AccessUnit> back;
        public final List<AccessUnit> offered = new ArrayList<>();
        public final CompletableFuture<Ended> ended = new CompletableFuture<>();
        public boolean finished;
        public boolean killed;

        private Carrier(StreamTask task, Consumer<AccessUnit> back) {
            this.task = task;
            this.back = back;
        }

        /** Its process ends. */
        public void end(StreamExit exit) {
            ended.complete(new Ended(exit, exit.code(), List.of("the end")));
        }

        @Override
        public void offer(AccessUnit unit) {
            offered.add(unit);
        }

        @Override
        public void finish() {
            finished = true;
        }

        @Override
        public CompletableFuture<Ended> ended() {
            return ended.copy();
        }

        @Override
        public void close() {
            killed = true;
        }
    }
}
