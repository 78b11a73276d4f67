package io.headrace.worker.remote;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.headrace.transport.GrpcChannels;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.net.TranscoderGrpc;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    End hold(int capacity, Consumer<SegmentTask> tasks) {
        var request = WorkerCodec.encode(new WorkerRegistration(config.secret(), capacity, config.capabilities()));
        try (var channels = new GrpcChannels(CONNECT, SILENCE, ANSWER)) {
            var notices = TranscoderGrpc.newBlockingStub(channels.to(config.orchestrator()))
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(whoWeAre()))
                    .registerTranscoder(request);
            while (notices.hasNext()) {
                switch (WorkerCodec.decode(notices.next())) {
                    case Decoded.Value(var task) -> tasks.accept(task);
                    case Decoded.Refused(var refusal) -> LOG.warn("A task makes no sense: {}", refusal.text());
                }
            }
            return new End.Lost("The orchestrator ended the registration");
        } catch (StatusRuntimeException failure) {
            return end(failure.getStatus());
        }
    }

    /**
     * Says that this worker takes nothing new: it registers once more, for nothing. Orchestrators of the network refuse
     * that and think no more of it; ours knows what is meant, and goes on waiting for what is at work.
     */
    void sayThatWeLeave() {
        var request = WorkerCodec.encode(new WorkerRegistration(config.secret(), 0, config.capabilities()));
        try (var channels = new GrpcChannels(CONNECT, SILENCE, ANSWER)) {
            TranscoderGrpc.newBlockingStub(channels.to(config.orchestrator()))
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(whoWeAre()))
                    .withDeadlineAfter(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                    .registerTranscoder(request)
                    .forEachRemaining(_ -> {});
        } catch (StatusRuntimeException refused) {
            LOG.debug("{} knows that we leave, or is away: {}", config.orchestrator(), refused.getStatus());
        }
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
}
