package io.headrace.worker.remote;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.headrace.transport.GrpcChannels;
import io.headrace.wire.PeerError;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registration, from its call to its end. It has a connection of its own: a channel that has failed would wait
 * longer and longer before it tries again.
 */
final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final RemoteWorkerConfig config;

    Registration(RemoteWorkerConfig config) {
        this.config = config;
    }

    /** How it ended. */
    sealed interface End {
        record Refused(String text) implements End {}

        record Lost(String reason) implements End {}
    }

    /** Blocks until it ends, or the calling thread's gRPC context is cancelled. */
    <N> End hold(Enrolment<N> enrolment) {
        try (var channels = new GrpcChannels(CONNECT, SILENCE, ANSWER)) {
            enrolment.enrol(orchestrator(channels)).forEachRemaining(enrolment::take);
            return new End.Lost("The orchestrator ended the registration");
        } catch (StatusRuntimeException failure) {
            return end(failure.getStatus());
        }
    }

    /**
     * Says that this worker takes nothing new: it registers once more, for nothing. Orchestrators of the network refuse
     * that and think no more of it; ours knows what is meant, and goes on waiting for what is at work.
     */
    void sayThatWeLeave(Enrolment<?> enrolment) {
        try (var channels = new GrpcChannels(CONNECT, SILENCE, ANSWER)) {
            var briefly = ClientInterceptors.intercept(orchestrator(channels), new Briefly());
            enrolment.enrolForNothing(briefly).forEachRemaining(_ -> {});
        } catch (StatusRuntimeException refused) {
            LOG.debug("{} knows that we leave, or is away: {}", config.orchestrator(), refused.getStatus());
        }
    }

    private Channel orchestrator(GrpcChannels channels) {
        return ClientInterceptors.intercept(
                channels.to(config.orchestrator()), MetadataUtils.newAttachHeadersInterceptor(whoWeAre()));
    }

    private static End end(Status status) {
        var text = String.valueOf(status.getDescription());
        return switch (PeerError.ofCall(text)) {
            case WORKER_SECRET, WORKER_CAPACITY -> new End.Refused(text);
            default -> new End.Lost(status.getCode() + ": " + text);
        };
    }

    private Metadata whoWeAre() {
        var headers = new Metadata();
        headers.put(ascii("headrace-worker-name"), config.name());
        headers.put(ascii("headrace-worker-pid"), Long.toString(config.pid()));
        return headers;
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Not longer than it takes to connect. */
    private static final class Briefly implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadlineAfter(CONNECT.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
