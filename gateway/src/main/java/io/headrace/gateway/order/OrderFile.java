package io.headrace.gateway.order;

import io.headrace.media.Ladder;
import io.headrace.media.LadderText;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order on disk, in its job's folder: what a restarted gateway needs to go on. What is read equals what was written.
 *
 * <pre>
 * {"id",
 *  "input"                                  of a file
 *  "stream", "keeping", "sourceRendition"   of a stream
 *  "profiles"                               of both, see {@link ProfilesDocument}
 *  "stream", "streamId", "model", "parameters", "orchestrator", "standby"   of a live session; parameters are a text
 *  "door", "pipeline", "model", "contentType", "delivery"                   of a request
 *  "maxPrice"                               wei per unit, a fraction; absent without a limit
 * }
 * </pre>
 *
 * <p>Files of earlier versions have {@code "ladder"} instead of {@code "profiles"}, as people type it.
 */
public final class OrderFile {

    private static final String NAME = "order.json";
    private static final JsonMapper JSON = new JsonMapper();

    private OrderFile() {}

    public static void write(JobOrder order) throws IOException {
        var document = JSON.createObjectNode();
        document.put("id", order.id());
        switch (order) {
            case VideoOrder video -> put(document, video);
            case RealtimeJobOrder realtime -> put(document, realtime);
            case BatchJobOrder batch -> put(document, batch);
        }
        order.maxPrice().ifPresent(price -> document.put("maxPrice", price.toString()));
        var aside = order.folder().resolve(NAME + ".part");
        Files.writeString(aside, JSON.writeValueAsString(document));
        Files.move(
                aside,
                order.folder().resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(ObjectNode document, VideoOrder order) {
        switch (order.source()) {
            case VideoOrder.OfFile(var input) -> document.put("input", input.toString());
            case VideoOrder.OfStream(var name, var keeping, var sourceRendition) -> {
                document.put("stream", name);
                document.put("keeping", keeping.name());
                document.put("sourceRendition", sourceRendition.name());
            }
        }
        document.set("profiles", ProfilesDocument.print(order.ladder()));
    }

    private static void put(ObjectNode document, RealtimeJobOrder order) {
        document.put("stream", order.stream());
        document.put("streamId", order.streamId());
        document.put("model", order.model());
        document.put("parameters", order.parameters());
        document.put("orchestrator", order.orchestrator());
        document.put("standby", order.standby().name());
    }

    private static void put(ObjectNode document, BatchJobOrder order) {
        document.put("door", order.door().name());
        document.put("pipeline", order.pipeline());
        document.put("model", order.model());
        document.put("contentType", order.contentType());
        document.put("delivery", order.delivery().name());
    }

    /** Empty when the folder holds no order that can be read. */
    public static Optional<JobOrder> read(Path folder) {
        try {
            var document = JSON.readTree(Files.readString(folder.resolve(NAME)));
            return Optional.of(read(document, folder));
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static JobOrder read(JsonNode document, Path folder) {
        if (document.has("door")) {
            return batch(document, folder);
        }
        return document.has("model") ? realtime(document, folder) : video(document, folder);
    }

    private static BatchJobOrder batch(JsonNode document, Path folder) {
        return new BatchJobOrder(
                document.required("id").stringValue(),
                BatchJobOrder.Door.valueOf(document.required("door").stringValue()),
                document.required("pipeline").stringValue(),
                document.required("model").stringValue(),
                document.required("contentType").stringValue(),
                BatchJobOrder.Delivery.valueOf(document.required("delivery").stringValue()),
                maxPrice(document),
                folder);
    }

    private static VideoOrder video(JsonNode document, Path folder) {
        return new VideoOrder(
                document.required("id").stringValue(), source(document), ladder(document), maxPrice(document), folder);
    }

    private static RealtimeJobOrder realtime(JsonNode document, Path folder) {
        return new RealtimeJobOrder(
                document.required("id").stringValue(),
                document.required("stream").stringValue(),
                document.required("streamId").stringValue(),
                document.required("model").stringValue(),
                document.required("parameters").stringValue(),
                document.required("orchestrator").stringValue(),
                RealtimeJobOrder.Standby.valueOf(document.required("standby").stringValue()),
                maxPrice(document),
                folder);
    }

    private static VideoOrder.Source source(JsonNode document) {
        return document.has("stream")
                ? new VideoOrder.OfStream(
                        document.required("stream").stringValue(),
                        VideoOrder.Keeping.valueOf(document.required("keeping").stringValue()),
                        VideoOrder.SourceRendition.valueOf(
                                document.required("sourceRendition").stringValue()))
                : new VideoOrder.OfFile(Path.of(document.required("input").stringValue()));
    }

    private static Ladder ladder(JsonNode document) {
        return document.has("profiles")
                ? ProfilesDocument.read(document.required("profiles"))
                : LadderText.parse(document.required("ladder").stringValue());
    }

    private static Optional<Price> maxPrice(JsonNode document) {
        return document.has("maxPrice")
                ? Optional.of(
                        new Price(Credit.parse(document.required("maxPrice").stringValue())))
                : Optional.empty();
    }
}
