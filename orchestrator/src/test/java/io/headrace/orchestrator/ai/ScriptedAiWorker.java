package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.wire.AiNotice;
import io.headrace.wire.AiTask;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.AiWorkerRegistration;
import io.headrace.wire.net.AIWorkerGrpc;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.wire.realtime.SessionReport;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An AI worker that does what the test says, over real connections. */
final class ScriptedAiWorker implements AutoCloseable {

    static final String SECRET = "s3cr3t";
    private static final long PID = 77;
    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);

    private final URI orchestrator;
    private final String name;
    private final GrpcChannels channels = new GrpcChannels(Duration.ofSeconds(5));
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final LinkedBlockingQueue<AiNotice> notices = new LinkedBlockingQueue<>();
    final CompletableFuture<Status> end = new CompletableFuture<>();

    private ScriptedAiWorker(URI orchestrator, String name) {
        this.orchestrator = orchestrator;
        this.name = name;
    }

    static Capabilities offering(ModelConstraint noop) {
        return Capabilities.offer(CapabilitySet.EMPTY, 1, "0.9.1")
                .withModel(Capability.LIVE_VIDEO_TO_VIDEO, "noop", noop);
    }

    /** As one of ours, with so many places for the model noop. */
    static ScriptedAiWorker register(URI orchestrator, String name, int capacity) {
        return register(orchestrator, name, SECRET, offering(new ModelConstraint(true, capacity, "1.0.0", 0)));
    }

    static ScriptedAiWorker register(URI orchestrator, String name, String secret, Capabilities offer) {
        var worker = new ScriptedAiWorker(orchestrator, name);
        var headers = new Metadata();
        headers.put(Metadata.Key.of("headrace-worker-name", Metadata.ASCII_STRING_MARSHALLER), name);
        headers.put(Metadata.Key.of("headrace-worker-pid", Metadata.ASCII_STRING_MARSHALLER), Long.toString(PID));
        worker.register(secret, offer, headers);
        return worker;
    }

    /** As a worker of the network, which does not say who it is. */
    static ScriptedAiWorker registerUnnamed(URI orchestrator, Capabilities offer) {
        var worker = new ScriptedAiWorker(orchestrator, "");
        worker.register(SECRET, offer, new Metadata());
        return worker;
    }

    private void register(String secret, Capabilities offer, Metadata headers) {
        var registration = new AiWorkerRegistration(secret, offer, List.of());
        AIWorkerGrpc.newStub(channels.to(orchestrator))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .registerAIWorker(AiWorkerCodec.encode(registration), new StreamObserver<NotifyAIJob>() {
                    @Override
                    public void onNext(NotifyAIJob notice) {
                        notices.add(AiWorkerCodec.decode(notice).orElseThrow());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.complete(Status.fromThrowable(failure));
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(Status.OK);
                    }
                });
    }

    Status refusal() throws Exception {
        return end.get(20, TimeUnit.SECONDS);
    }

    AiNotice next() throws InterruptedException {
        return Optional.ofNullable(notices.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    AiTask nextTask() throws InterruptedException {
        return (AiTask) next();
    }

    String tell(long task, SessionReport report) throws Exception {
        return post(head(task).with("Content-Type", "application/json"), report.encode());
    }

    String fail(long task, String error) throws Exception {
        return post(head(task).with("Content-Type", "livepeer/ai-worker-error"), error);
    }

    Headers head(long task) {
        var headers = Headers.of("Authorization", "Livepeer-AI-Worker-1.0")
                .with("Credentials", SECRET)
                .with("TaskId", Long.toString(task));
        return name.isEmpty()
                ? headers
                : headers.with("Headrace-Worker-Name", name).with("Headrace-Worker-Pid", Long.toString(PID));
    }

    /** Status and text of the answer. */
    String post(Headers headers, String body) throws Exception {
        var call = HttpCall.post(orchestrator.resolve("/aiResults"), headers, LIMITS)
                .with(HttpCall.Version.HTTP_2);
        // A body would get a content type of its own.
        boolean typed = headers.first("Content-Type").isPresent();
        try (var answer = typed ? client.send(call, ByteBuffer.wrap(body.getBytes(UTF_8))) : client.send(call)) {
            return answer.status() + " " + new String(answer.readAll(), UTF_8).strip();
        }
    }

    byte[] fetch(String url) throws Exception {
        var call = new HttpCall("GET", URI.create(url), Headers.NONE, HttpCall.Version.HTTP_1_1, LIMITS);
        try (var answer = client.send(call)) {
            return answer.status() == 200 ? answer.readAll() : new byte[0];
        }
    }

    /** A result that is written while it is made. */
    OpenCall begin(long task, String contentType) throws Exception {
        var headers = head(task).with("Content-Type", contentType).with("X-Model-Kind", "classic");
        return client.open(HttpCall.post(orchestrator.resolve("/aiResults"), headers, LIMITS)
                .with(HttpCall.Version.HTTP_2));
    }

    /** Its connections break, as if the process had died. */
    void die() {
        channels.close();
    }

    @Override
    public void close() {
        channels.close();
        client.close();
    }
}
