package io.headrace.wire.batch;

import static io.headrace.wire.batch.BatchRequestCodec.require;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.util.List;
import java.util.OptionalInt;

/** The pipelines whose requests are documents. Types are checked before. */
final class DocumentRequests {

    private static final int DEFAULT_SIDE = 512;
    private static final int DEFAULT_TOKENS = 256;
    private static final int MAX_IMAGES = 1_000;

    private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    private DocumentRequests() {}

    static BatchRequest decode(Pipeline pipeline, JsonDocument document) throws UnreadableException {
        if (pipeline.equals(BuiltInPipelines.TEXT_TO_IMAGE)) {
            return textToImage(document);
        }
        return pipeline.equals(BuiltInPipelines.LLM) ? llm(document) : textToSpeech(document);
    }

    private static BatchRequest textToImage(JsonDocument document) throws UnreadableException {
        var fields = document.fields();
        require(!fields.text(FormLayout.PROMPT).isEmpty(), "prompt is empty");
        var size = new PictureSize(
                number(fields, FormLayout.WIDTH, DEFAULT_SIDE), number(fields, FormLayout.HEIGHT, DEFAULT_SIDE));
        int images = Math.max(1, number(fields, FormLayout.IMAGES, 1));
        require(images <= MAX_IMAGES, images + " pictures; at most " + MAX_IMAGES + " are made at once");
        var model = BuiltInPipelines.TEXT_TO_IMAGE.resolve(fields.text(FormLayout.MODEL_ID));
        var body = document.with(FormLayout.MODEL_ID, model)
                .with(FormLayout.HEIGHT, size.height())
                .with(FormLayout.WIDTH, size.width())
                .with(FormLayout.IMAGES, images);
        return new BatchRequest.TextToImage(model, size, images, steps(fields), new BatchRequest.Body.Json(body));
    }

    private static OptionalInt steps(JsonFields fields) throws UnreadableException {
        return fields.has(FormLayout.STEPS) ? OptionalInt.of(number(fields, FormLayout.STEPS, 0)) : OptionalInt.empty();
    }

    private static BatchRequest textToSpeech(JsonDocument document) throws UnreadableException {
        var fields = document.fields();
        var text = fields.text(FormLayout.TEXT_TO_SPEAK);
        require(!text.isEmpty(), "text is empty");
        var model = BuiltInPipelines.TEXT_TO_SPEECH.resolve(fields.text(FormLayout.MODEL_ID));
        return new BatchRequest.TextToSpeech(
                model, text, new BatchRequest.Body.Json(document.with(FormLayout.MODEL_ID, model)));
    }

    /** Both forms: the newer name of the limit wins, and the older one is what runners and existing nodes know. */
    private static BatchRequest llm(JsonDocument document) throws UnreadableException {
        var fields = document.fields();
        require(
                !fields.objects(FormLayout.MESSAGES, "Message")
                        .orElse(List.of())
                        .isEmpty(),
                "messages is empty");
        int maxTokens = number(fields, MAX_COMPLETION_TOKENS, number(fields, FormLayout.MAX_TOKENS, DEFAULT_TOKENS));
        require(maxTokens >= 1, "max_tokens is " + maxTokens + "; at least 1 is asked for");
        var model = BuiltInPipelines.LLM.resolve(fields.text(FormLayout.MODEL));
        boolean stream = fields.flag(FormLayout.STREAM);
        var body = document.without(MAX_COMPLETION_TOKENS)
                .with(FormLayout.MODEL, model)
                .with(FormLayout.MAX_TOKENS, maxTokens)
                .with(FormLayout.STREAM, stream);
        return new BatchRequest.Llm(model, maxTokens, stream, new BatchRequest.Body.Json(body));
    }

    private static int number(JsonFields fields, String name, int otherwise) throws UnreadableException {
        long value = fields.whole(name).orElse(otherwise);
        require(value == (int) value, name + " is " + value + ", beyond 32 bits");
        return (int) value;
    }
}
