package io.headrace.wire.openai;

import io.headrace.wire.text.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** {@code GET /v1/models}: what can be asked for now. */
public record ModelList(List<Model> models) {

    public static final String PATH = "/v1/models";

    /**
     * One of them.
     *
     * @param known since when this node has known it
     * @param owner who serves it: a pipeline's name, or an application's
     */
    public record Model(String id, Instant known, String owner) {

        /** By itself, as one that is asked for by its name. */
        public String encode() {
            return new JsonObject()
                    .text("id", id)
                    .text("object", "model")
                    .number("created", known.getEpochSecond())
                    .text("owned_by", owner)
                    .toString();
        }
    }

    public ModelList {
        models = List.copyOf(models);
    }

    public String encode() {
        var data = models.stream().map(Model::encode).collect(Collectors.joining(",", "[", "]"));
        return new JsonObject().text("object", "list").json("data", data).toString();
    }
}
