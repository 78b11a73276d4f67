package io.headrace.wire;

import com.google.protobuf.ByteString;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.CapabilitySet;
import io.headrace.wire.net.AIJobData;
import io.headrace.wire.net.GPUComputeInfo;
import io.headrace.wire.net.HardwareInformation;
import io.headrace.wire.net.NotifyAIJob;
import io.headrace.wire.net.RegisterAIWorkerRequest;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What AI workers and their orchestrator say to each other, as it travels (pipelines reference sections 4.2 and 4.3). */
public final class AiWorkerCodec {
    /** Bytes of a task's JSON; files travel beside it. */
    public static final int MAX_REQUEST_BYTES = 1_048_576;

    private static final int MAX_MODELS = 1_000;
    private static final int MAX_GPUS = 64;

    private AiWorkerCodec() {}

    public static RegisterAIWorkerRequest encode(AiWorkerRegistration registration) {
        var message = RegisterAIWorkerRequest.newBuilder()
                .setSecret(registration.secret())
                .setCapabilities(CapabilitiesCodec.encode(registration.capabilities()));
        registration.hardware().forEach(model -> message.addHardware(encode(model)));
        return message.build();
    }

    private static HardwareInformation encode(ModelHardware model) {
        var message =
                HardwareInformation.newBuilder().setPipeline(model.pipeline()).setModelId(model.model());
        model.gpus().forEach((index, gpu) -> message.putGpuInfo(index, encode(gpu)));
        return message.build();
    }

    private static GPUComputeInfo encode(ModelHardware.Gpu gpu) {
        return GPUComputeInfo.newBuilder()
                .setId(gpu.id())
                .setName(gpu.name())
                .setMajor(gpu.computeMajor())
                .setMinor(gpu.computeMinor())
                .setMemoryFree(gpu.memoryFreeBytes())
                .setMemoryTotal(gpu.memoryTotalBytes())
                .build();
    }

    public static Decoded<AiWorkerRegistration> decode(RegisterAIWorkerRequest message) {
        return Decoding.of(
                PeerError.UNKNOWN,
                () -> new AiWorkerRegistration(
                        message.getSecret(),
                        message.hasCapabilities()
                                ? CapabilitiesCodec.decode(message.getCapabilities())
                                : Capabilities.offer(CapabilitySet.LEGACY, 1, ""),
                        hardware(message.getHardwareList())));
    }

    private static List<ModelHardware> hardware(List<HardwareInformation> messages) throws MalformedException {
        if (messages.size() > MAX_MODELS) {
            throw new MalformedException("hardware of " + messages.size() + " models");
        }
        var hardware = new ArrayList<ModelHardware>();
        for (var message : messages) {
            if (message.getGpuInfoCount() > MAX_GPUS) {
                throw new MalformedException("a model on " + message.getGpuInfoCount() + " graphics cards");
            }
            var gpus = new TreeMap<String, ModelHardware.Gpu>();
            message.getGpuInfoMap().forEach((index, gpu) -> gpus.put(index, decode(gpu)));
            hardware.add(new ModelHardware(message.getPipeline(), message.getModelId(), gpus));
        }
        return hardware;
    }

    private static ModelHardware.Gpu decode(GPUComputeInfo gpu) {
        return new ModelHardware.Gpu(
                gpu.getId(), gpu.getName(), gpu.getMajor(), gpu.getMinor(), gpu.getMemoryFree(), gpu.getMemoryTotal());
    }

    public static NotifyAIJob encode(AiNotice notice) {
        return switch (notice) {
            case AiTask task -> encode(task);
            case AiNotice.Withdrawn(long taskId) ->
                NotifyAIJob.newBuilder().setTaskId(taskId).build();
        };
    }

    private static NotifyAIJob encode(AiTask task) {
        var data = new JsonObject().text("input_url", task.inputUrl()).json("request", task.request());
        if (task.tellsProgress()) {
            data.flag("progress", true);
        }
        return NotifyAIJob.newBuilder()
                .setAIJobData(AIJobData.newBuilder()
                        .setPipeline(task.pipeline())
                        .setRequestData(ByteString.copyFromUtf8(data.toString())))
                .setTaskId(task.taskId())
                .build();
    }

    public static Decoded<AiNotice> decode(NotifyAIJob message) {
        return Decoding.of(PeerError.UNKNOWN, () -> {
            if (!message.hasAIJobData()) {
                return new AiNotice.Withdrawn(message.getTaskId());
            }
            var data = message.getAIJobData();
            if (data.getRequestData().size() > MAX_REQUEST_BYTES) {
                throw new MalformedException("a request of "
                        + data.getRequestData().size() + " bytes; at most " + MAX_REQUEST_BYTES + " are read");
            }
            return task(message.getTaskId(), data);
        });
    }

    private static AiTask task(long taskId, AIJobData data) throws MalformedException {
        try {
            var fields = JsonFields.parse(data.getRequestData().toStringUtf8(), "core.AIJobRequestData");
            var request = fields.objectText("request");
            return new AiTask(
                    taskId,
                    data.getPipeline(),
                    fields.text("input_url"),
                    request.orElse("{}"),
                    fields.flag("progress"));
        } catch (UnreadableException unreadable) {
            throw new MalformedException(unreadable.sentence());
        }
    }
}
