package io.headrace.wire.openai;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code POST /v1/audio/speech}: the pipeline {@code text-to-speech}. The answer is the sound itself, which that pipeline
 * makes as WAV; every other form is made of it.
 */
public final class Speech {

    public static final String PATH = "/v1/audio/speech";

    private static final String FORMAT = "response_format";
    private static final String STREAM_FORMAT = "stream_format";

    private Speech() {}

    /** How the sound is written. */
    public enum Form {
        WAV("audio/wav"),
        MP3("audio/mpeg"),
        OPUS("audio/ogg"),
        AAC("audio/aac"),
        FLAC("audio/flac"),
        /** Samples of 16 bits without a head, 24,000 a second. */
        PCM("audio/pcm");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        /** As clients write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was asked for.
     *
     * @param form empty where the client leaves it open
     */
    public record Asked(BatchRequest.TextToSpeech request, Optional<Form> form) {}

    public static Asked decode(String json) throws UnreadableException {
        var document = JsonDocument.parse(json, "audio.Speech", BatchRequestCodec.MAX_DOCUMENT);
        var fields = document.fields();
        if (fields.text(STREAM_FORMAT).equals("sse")) {
            throw new UnreadableException("stream_format \"sse\" is not made here, only \"audio\" is");
        }
        var renamed = document.without("model", "input", "voice", "instructions", FORMAT, STREAM_FORMAT)
                .with("model_id", fields.text("model"))
                .with("text", fields.text("input"));
        var voice = fields.text("instructions").isEmpty() ? fields.text("voice") : fields.text("instructions");
        var request = (BatchRequest.TextToSpeech) BatchRequestCodec.decode(
                BuiltInPipelines.TEXT_TO_SPEECH,
                new RequestContent.Document((voice.isEmpty() ? renamed : renamed.with("description", voice)).text()));
        return new Asked(request, form(fields.text(FORMAT)));
    }

    private static Optional<Form> form(String text) throws UnreadableException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (var form : Form.values()) {
            if (form.toString().equals(text)) {
                return Optional.of(form);
            }
        }
        throw new UnreadableException("response_format is one of wav, mp3, opus, aac, flac, pcm");
    }
}
