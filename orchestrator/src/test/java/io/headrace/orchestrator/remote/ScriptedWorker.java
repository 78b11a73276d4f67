package io.headrace.orchestrator.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.headrace.media.PixelCount;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.GrpcChannels;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.wire.SegmentTask;
import io.headrace.wire.WorkerCodec;
import io.headrace.wire.WorkerRegistration;
import io.headrace.wire.delivery.Delivery;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.wire.delivery.DeliveryWriter;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.TranscoderGrpc;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker that does what the test says, over real connections. */
final class ScriptedWorker implements AutoCloseable {

    static final Capabilities ABLE = Capabilities.offer(CapabilitySet.DEFAULT, 1, "0.9.1");
    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);

    private final URI orchestrator;
    private final String name;
    private final GrpcChannels channels = new GrpcChannels(Duration.ofSeconds(5));
    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final LinkedBlockingQueue<SegmentTask> tasks = new LinkedBlockingQueue<>();
    final CompletableFuture<Status> end = new CompletableFuture<>();

    private ScriptedWorker(URI orchestrator, String name) {
        this.orchestrator = orchestrator;
        this.name = name;
    }

    static ScriptedWorker register(URI orchestrator, String name, long pid, int capacity) {
        var worker = new ScriptedWorker(orchestrator, name);
        var headers = new Metadata();
        headers.put(Metadata.Key.of("headrace-worker-name", Metadata.ASCII_STRING_MARSHALLER), name);
        headers.put(Metadata.Key.of("headrace-worker-pid", Metadata.ASCII_STRING_MARSHALLER), Long.toString(pid));
        worker.register(new WorkerRegistration("s3cr3t", capacity, ABLE), headers);
        return worker;
    }

    /** As a worker of the network, which does not say who it is. */
    static ScriptedWorker registerUnnamed(URI orchestrator, WorkerRegistration registration) {
        var worker = new ScriptedWorker(orchestrator, "unnamed");
        worker.register(registration, new Metadata());
        return worker;
    }

    private void register(WorkerRegistration registration, Metadata headers) {
        TranscoderGrpc.newStub(channels.to(orchestrator))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .registerTranscoder(WorkerCodec.encode(registration), new StreamObserver<NotifySegment>() {
                    @Override
                    public void onNext(NotifySegment notice) {
                        tasks.add(WorkerCodec.decode(notice).orElseThrow());
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

    SegmentTask next() throws InterruptedException {
        return Optional.ofNullable(tasks.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    SegmentTask.Transcode nextWork() throws InterruptedException {
        return (SegmentTask.Transcode) next();
    }

    /** The status, and the bytes if there are any. */
    int fetch(String url, ByteArrayOutputStream into) throws Exception {
        var call = HttpCall.get(URI.create(url), LIMITS).with(HttpCall.Version.HTTP_1_1);
        try (var answer = client.send(call)) {
            into.writeBytes(answer.readAll());
            return answer.status();
        }
    }

    String deliver(long task, Delivery delivery) throws Exception {
        var writer = new DeliveryWriter(task, delivery, PixelCount.ZERO, "b0undary");
        var headers = Headers.of("Authorization", "Livepeer-Transcoder-1.0").with("Credentials", "s3cr3t");
        for (var header : writer.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        var all = new ByteArrayOutputStream();
        for (var piece : writer.body()) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            all.writeBytes(bytes);
        }
        return post(
                headers.with(DeliveryHeaders.WORKER_NAME, name).with(DeliveryHeaders.WORKER_PID, "77"),
                all.toByteArray());
    }

    /** The beginning of a delivery of renditions, of which nothing more comes by itself. */
    OpenCall beginDelivery(long task, String beginning) throws Exception {
        var headers = Headers.of("Authorization", "Livepeer-Transcoder-1.0")
                .with("Credentials", "s3cr3t")
                .with("TaskId", Long.toString(task))
                .with("Pixels", "0")
                .with("Content-Type", "multipart/mixed; boundary=b0undary")
                .with(DeliveryHeaders.WORKER_NAME, name)
                .with(DeliveryHeaders.WORKER_PID, "77");
        var call = HttpCall.post(orchestrator.resolve("/transcodeResults"), headers, LIMITS)
                .with(HttpCall.Version.HTTP_2);
        var open = client.open(call);
        open.write(UTF_8.encode(beginning));
        return open;
    }

    /** Status and text of the answer. */
    String post(Headers headers, byte[] body) throws Exception {
        var call = HttpCall.post(orchestrator.resolve("/transcodeResults"), headers, LIMITS)
                .with(HttpCall.Version.HTTP_2);
        // A body would get a content type of its own.
        boolean typed = headers.first("Content-Type").isPresent();
        try (var answer = typed ? client.send(call, ByteBuffer.wrap(body)) : client.send(call)) {
            return answer.status() + " " + new String(answer.readAll(), UTF_8);
        }
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
