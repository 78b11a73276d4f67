package io.headrace.wire.openai;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;

/**
 * {@code POST /v1/audio/speech}: the pipeline {@code text-to-speech}. The answer is the sound itself, which that pipeline
 * makes as WAV only.
 */
public final class Speech {

    public static final String PATH = "/v1/audio/speech";

    private static final String WAVE = "wav";

    private Speech() {}

    public static BatchRequest.TextToSpeech decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, "audio.Speech", BatchRequestCodec.MAX_DOCUMENT);
        var fields = document.fields();
        var format = fields.text("response_format");
        if (!format.isEmpty() && !format.equals(WAVE)) {
            throw new UnreadableException("response_format \"" + format + "\" is not made here, only \"wav\" is");
        }
        var renamed = document.without("model", "input", "voice", "instructions", "response_format")
                .with("model_id", fields.text("model"))
                .with("text", fields.text("input"));
        var voice = fields.text("instructions").isEmpty() ? fields.text("voice") : fields.text("instructions");
        return (BatchRequest.TextToSpeech) BatchRequestCodec.decode(
                BuiltInPipelines.TEXT_TO_SPEECH,
                new RequestContent.Document((voice.isEmpty() ? renamed : renamed.with("description", voice)).text()));
    }
}
