package io.headrace.wire.openai;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code POST /v1/images/generations} and {@code /v1/images/edits}: the pipelines {@code text-to-image} and
 * {@code image-to-image}. What has another name there is renamed, and the rest passes through.
 */
public final class ImageGenerations {

    public static final String GENERATIONS_PATH = "/v1/images/generations";
    public static final String EDITS_PATH = "/v1/images/edits";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");
    private static final String ANY_SIZE = "auto";

    private ImageGenerations() {}

    /** How the client wants its pictures. */
    public enum Form {
        ADDRESS,
        BASE64
    }

    /** What was asked for, and in which form it is answered. */
    public record Asked(BatchRequest request, Form form) {}

    public static Asked decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, "images.Generation", BatchRequestCodec.MAX_DOCUMENT);
        var fields = document.fields();
        var renamed = document.without("model", "n", "size", "response_format")
                .with("model_id", fields.text("model"))
                .with("num_images_per_prompt", fields.whole("n").orElse(1));
        var size = size(fields.text("size"));
        if (size.isPresent()) {
            renamed = renamed.with("width", size.get().width())
                    .with("height", size.get().height());
        }
        return new Asked(
                BatchRequestCodec.decode(BuiltInPipelines.TEXT_TO_IMAGE, new RequestContent.Document(renamed.text())),
                form(fields.text("response_format")));
    }

    /** @param file the picture to begin with, of the field {@code image} */
    public static Asked decodeEdit(FormFields form, UploadedFile file) throws UnreadableException {
        var fields = form.without("model").without("n").without("size").without("response_format");
        fields = fields.with("model_id", form.text("model").orElse(""));
        if (form.text("n").isPresent()) {
            fields = fields.with("num_images_per_prompt", form.text("n").get());
        }
        return new Asked(
                BatchRequestCodec.decode(
                        BuiltInPipelines.IMAGE_TO_IMAGE, new RequestContent.Form(fields, Map.of("image", file))),
                form(form.text("response_format").orElse("")));
    }

    private static Optional<PictureSize> size(String text) throws UnreadableException {
        if (text.isEmpty() || text.equals(ANY_SIZE)) {
            return Optional.empty();
        }
        var sides = SIZE.matcher(text);
        if (!sides.matches()) {
            throw new UnreadableException("size is written as 1024x1024");
        }
        try {
            return Optional.of(new PictureSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2))));
        } catch (IllegalArgumentException noSize) {
            throw new UnreadableException(String.valueOf(noSize.getMessage()));
        }
    }

    private static Form form(String text) throws UnreadableException {
        return switch (text) {
            case "", "url" -> Form.ADDRESS;
            case "b64_json" -> Form.BASE64;
            default -> throw new UnreadableException("response_format is \"url\" or \"b64_json\"");
        };
    }

    /**
     * The answer.
     *
     * @param images with addresses that hold the data where the client wants it in base64
     */
    public static String encode(BatchReply.Images images, Form form, Instant created) throws UnreadableException {
        var data = new ArrayList<String>();
        for (var image : images.images()) {
            data.add(
                    switch (form) {
                        case ADDRESS ->
                            new JsonObject().text("url", image.url()).toString();
                        case BASE64 ->
                            new JsonObject()
                                    .text("b64_json", DataUrl.parse(image.url()).base64())
                                    .toString();
                    });
        }
        return new JsonObject()
                .number("created", created.getEpochSecond())
                .json("data", data.stream().collect(Collectors.joining(",", "[", "]")))
                .toString();
    }
}
