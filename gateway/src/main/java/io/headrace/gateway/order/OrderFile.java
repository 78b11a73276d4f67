package io.headrace.gateway.order;

import io.headrace.media.Ladder;
import io.headrace.media.LadderText;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An order on disk, in its job's folder: what a restarted gateway needs to go on. */
public final class OrderFile {

    private static final String NAME = "order.json";
    private static final JsonMapper JSON = new JsonMapper();

    private OrderFile() {}

    public static void write(JobOrder order) throws IOException {
        var fields = new TreeMap<String, String>();
        fields.put("id", order.id());
        switch (order.source()) {
            case JobOrder.OfFile(var input) -> fields.put("input", input.toString());
            case JobOrder.OfStream(var name, var keeping, var sourceRendition) -> {
                fields.put("stream", name);
                fields.put("keeping", keeping.name());
                fields.put("sourceRendition", sourceRendition.name());
            }
        }
        fields.put("ladder", LadderText.print(order.ladder()));
        order.maxPrice().ifPresent(price -> fields.put("maxPrice", price.toString()));
        var aside = order.folder().resolve(NAME + ".part");
        Files.writeString(aside, JSON.writeValueAsString(fields));
        Files.move(
                aside,
                order.folder().resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty when the folder holds no order that can be read. */
    public static Optional<JobOrder> read(Path folder) {
        try {
            Map<String, String> fields =
                    JSON.readValue(Files.readString(folder.resolve(NAME)), new TypeReference<Map<String, String>>() {});
            Ladder ladder = LadderText.parse(fields.getOrDefault("ladder", ""));
            return Optional.of(new JobOrder(
                    fields.getOrDefault("id", ""),
                    source(fields),
                    ladder,
                    Optional.ofNullable(fields.get("maxPrice")).map(text -> new Price(Credit.parse(text))),
                    folder));
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static JobOrder.Source source(Map<String, String> fields) {
        var stream = Optional.ofNullable(fields.get("stream"));
        return stream.<JobOrder.Source>map(name -> new JobOrder.OfStream(
                        name,
                        JobOrder.Keeping.valueOf(fields.getOrDefault("keeping", "")),
                        JobOrder.SourceRendition.valueOf(fields.getOrDefault("sourceRendition", ""))))
                .orElseGet(() -> new JobOrder.OfFile(Path.of(fields.getOrDefault("input", ""))));
    }
}
