package io.headrace.orchestrator.door;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.headrace.admission.Worker;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Who registers: the name and process of a worker of ours, which come as metadata beside its registration, or the
 * address of any other.
 *
 * @param pid 0 when it did not say
 */
public record Caller(String name, long pid) {

    /** Of the call that is being served, behind an {@link Interceptor}. */
    public static final Context.Key<Caller> KEY = Context.key("caller");

    private static final Metadata.Key<String> NAME =
            Metadata.Key.of("headrace-worker-name", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> PID =
            Metadata.Key.of("headrace-worker-pid", Metadata.ASCII_STRING_MARSHALLER);

    public Worker asWorker() {
        return new Worker(name, pid);
    }

    /** Whether it is a worker of ours: nobody else says a name and a process. */
    public boolean isOurs() {
        return pid != 0;
    }

    /** Puts the caller into the context of each call. */
    public static final class Interceptor implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var address = Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            var context = Context.current().withValue(KEY, of(headers, address.map(Caller::text)));
            return Contexts.interceptCall(context, call, headers, next);
        }
    }

    private static Caller of(Metadata headers, Optional<String> address) {
        var said = WorkerName.of(Optional.ofNullable(headers.get(NAME)), Optional.ofNullable(headers.get(PID)));
        return said.map(worker -> new Caller(worker.name(), worker.pid()))
                .orElseGet(() -> new Caller(address.orElse("unknown"), 0));
    }

    private static String text(Object address) {
        return address instanceof InetSocketAddress internet
                ? internet.getHostString() + ":" + internet.getPort()
                : address.toString();
    }
}
