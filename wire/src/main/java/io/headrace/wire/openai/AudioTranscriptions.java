package io.headrace.wire.openai;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** {@code POST /v1/audio/transcriptions}: the pipeline {@code audio-to-text}. */
public final class AudioTranscriptions {

    public static final String PATH = "/v1/audio/transcriptions";

    /** The field of the file. */
    public static final String FILE_FIELD = "file";

    private static final String FORMAT = "response_format";
    private static final String GRANULARITY = "timestamp_granularities[]";

    private AudioTranscriptions() {}

    /** How the client wants its text. */
    public enum Form {
        JSON,
        TEXT,
        /** With the times of each piece. */
        VERBOSE_JSON,
        SRT,
        VTT
    }

    /** What was asked for, and in which form it is answered. */
    public record Asked(BatchRequest.AudioToText request, Form form) {}

    public static Asked decode(FormFields form, UploadedFile file) throws UnreadableException {
        var answer = form(form.text(FORMAT).orElse("json"));
        var fields = form.without("model")
                .without(FORMAT)
                .without(GRANULARITY)
                .with("model_id", form.text("model").orElse(""))
                .with("return_timestamps", timestamps(form, answer));
        var request = (BatchRequest.AudioToText) BatchRequestCodec.decode(
                BuiltInPipelines.AUDIO_TO_TEXT, new RequestContent.Form(fields, Map.of("audio", file)));
        return new Asked(request, answer);
    }

    private static String timestamps(FormFields form, Form answer) {
        if (form.text(GRANULARITY).orElse("").equals("word")) {
            return "word";
        }
        return Boolean.toString(answer != Form.JSON && answer != Form.TEXT);
    }

    private static Form form(String text) throws UnreadableException {
        for (var form : Form.values()) {
            if (form.name().toLowerCase(Locale.ROOT).equals(text)) {
                return form;
            }
        }
        throw new UnreadableException("response_format is one of json, text, verbose_json, srt, vtt");
    }

    /** The answer, and what it is. */
    public static String encode(BatchReply.Transcript transcript, Form form) {
        return switch (form) {
            case JSON -> new JsonObject().text("text", transcript.text()).toString();
            case TEXT -> transcript.text() + "\n";
            case VERBOSE_JSON -> verbose(transcript);
            case SRT -> subtitles(transcript, ',', true);
            case VTT -> "WEBVTT\n\n" + subtitles(transcript, '.', false);
        };
    }

    private static String verbose(BatchReply.Transcript transcript) {
        var segments = new StringJoiner(",", "[", "]");
        double end = 0;
        for (int id = 0; id < transcript.chunks().size(); id++) {
            var chunk = transcript.chunks().get(id);
            end = chunk.end().orElse(chunk.start());
            segments.add(new JsonObject()
                    .number("id", id)
                    .number("start", chunk.start())
                    .number("end", end)
                    .text("text", chunk.text())
                    .toString());
        }
        return new JsonObject()
                .text("task", "transcribe")
                .number("duration", end)
                .text("text", transcript.text())
                .json("segments", segments.toString())
                .toString();
    }

    private static String subtitles(BatchReply.Transcript transcript, char point, boolean numbered) {
        var text = new StringBuilder();
        int number = 1;
        for (var chunk : transcript.chunks()) {
            text.append(numbered ? number++ + "\n" : "")
                    .append(time(chunk.start(), point))
                    .append(" --> ")
                    .append(time(chunk.end().orElse(chunk.start()), point))
                    .append('\n')
                    .append(chunk.text().strip())
                    .append("\n\n");
        }
        return text.toString();
    }

    private static String time(double seconds, char point) {
        long millis = Math.round(seconds * 1_000);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1_000 % 60,
                point,
                millis % 1_000);
    }
}
