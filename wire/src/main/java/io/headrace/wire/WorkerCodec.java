package io.headrace.wire;

import io.headrace.crypto.Hash256;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.wire.net.NotifySegment;
import io.headrace.wire.net.RegisterRequest;
import io.headrace.wire.net.SegData;

/** What workers and their orchestrator say to each other, as it travels (wire protocol sections 2.17 and 2.18). */
public final class WorkerCodec {
    private WorkerCodec() {}

    public static RegisterRequest encode(WorkerRegistration registration) {
        return RegisterRequest.newBuilder()
                .setSecret(registration.secret())
                .setCapacity(registration.capacity())
                .setCapabilities(CapabilitiesCodec.encode(registration.capabilities()))
                .build();
    }

    public static Decoded<WorkerRegistration> decode(RegisterRequest message) {
        return Decoding.of(
                PeerError.UNKNOWN,
                () -> new WorkerRegistration(
                        message.getSecret(),
                        message.getCapacity(),
                        message.hasCapabilities()
                                ? CapabilitiesCodec.decode(message.getCapabilities())
                                : Capabilities.offer(CapabilitySet.LEGACY, 1, "")));
    }

    /** The hash is sent as zeros and the signature not at all: a worker takes its orchestrator's word. */
    public static NotifySegment encode(SegmentTask task) {
        return switch (task) {
            case SegmentTask.TearDown(String sessionId) ->
                NotifySegment.newBuilder()
                        .setSegData(SegData.newBuilder()
                                .setAuthToken(io.headrace.wire.net.AuthToken.newBuilder()
                                        .setSessionId(sessionId)))
                        .build();
            case SegmentTask.Transcode work ->
                NotifySegment.newBuilder()
                        .setUrl(work.url())
                        .setSegData(SegmentCredentialCodec.encode(work.credential()).toBuilder()
                                .setHash(ProtoBytes.of(Hash256.ZERO))
                                .clearSig()
                                .clearStorage())
                        .setTaskId(work.taskId())
                        .setProfiles(SegmentCredentialCodec.NO_PRESETS)
                        .setOrchId(work.orchestrator())
                        .build();
        };
    }

    public static Decoded<SegmentTask> decode(NotifySegment message) {
        return Decoding.of(PeerError.UNKNOWN, () -> {
            if (message.getUrl().isEmpty()) {
                return new SegmentTask.TearDown(
                        message.getSegData().getAuthToken().getSessionId());
            }
            return new SegmentTask.Transcode(
                    message.getTaskId(),
                    message.getUrl(),
                    SegmentCredentialCodec.decode(message.getSegData()),
                    message.getOrchId());
        });
    }
}
