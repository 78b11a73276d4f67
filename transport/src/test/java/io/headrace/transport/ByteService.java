package io.headrace.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** A gRPC service whose messages are plain bytes. */
final class ByteService implements BindableService {
    static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodDescriptor.MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> REFUSE = method("Refuse", MethodDescriptor.MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> WATCH = method("Watch", MethodDescriptor.MethodType.SERVER_STREAMING);

    final CountDownLatch listenerLeft = new CountDownLatch(1);

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("net.Test")
                .addMethod(ECHO, ServerCalls.asyncUnaryCall(ByteService::echo))
                .addMethod(REFUSE, ServerCalls.asyncUnaryCall(ByteService::refuse))
                .addMethod(WATCH, ServerCalls.asyncServerStreamingCall(this::watch))
                .build();
    }

    private static void echo(byte[] request, StreamObserver<byte[]> answer) {
        answer.onNext(request);
        answer.onCompleted();
    }

    private static void refuse(byte[] reason, StreamObserver<byte[]> answer) {
        answer.onError(Status.UNKNOWN.withDescription(new String(reason, UTF_8)).asRuntimeException());
    }

    private void watch(byte[] request, StreamObserver<byte[]> answer) {
        ((ServerCallStreamObserver<byte[]>) answer).setOnCancelHandler(listenerLeft::countDown);
        answer.onNext(request);
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodDescriptor.MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName("net.Test/" + name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
