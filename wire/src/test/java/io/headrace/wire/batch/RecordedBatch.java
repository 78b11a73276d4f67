package io.headrace.wire.batch;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PipelineName;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The recorded requests of batch pipelines, each with what a probe of its file would have found. */
public final class RecordedBatch {

    /** What the recorded clients uploaded: a picture of this size, and a sound of this length. */
    public static final FileContent PICTURE = new FileContent.Picture(new PictureSize(64, 64));

    public static final FileContent SOUND = new FileContent.Sound(Duration.ofMillis(2_016));

    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("Content-Type: (.*)");

    private RecordedBatch() {}

    /** To the routes of batch pipelines, with a body, whoever asked whom. */
    public static Stream<RecordedExchange> exchanges() {
        return RecordedExchanges.all()
                .filter(exchange -> pipeline(exchange).isPresent())
                .filter(exchange -> exchange.request().method().equals("POST"));
    }

    public static Stream<RecordedExchange> exchanges(String direction) {
        return exchanges().filter(exchange -> exchange.direction().equals(direction));
    }

    public static Optional<Pipeline> pipeline(RecordedExchange exchange) {
        return BuiltInPipelines.BATCH.stream()
                .filter(pipeline -> exchange.path().equals("/" + pipeline.name()))
                .findFirst();
    }

    public static BatchRequest request(RecordedExchange exchange) throws UnreadableException {
        return BatchRequestCodec.decode(pipeline(exchange).orElseThrow(), content(exchange));
    }

    public static RequestContent content(RecordedExchange exchange) {
        if (exchange.request().parts().isEmpty()) {
            return new RequestContent.Document(exchange.request().bodyText());
        }
        var fields = new ArrayList<FormFields.Field>();
        var files = new HashMap<String, UploadedFile>();
        for (var part : exchange.request().parts()) {
            var name = found(NAME, part.head());
            if (part.head().contains("filename=")) {
                files.put(name, file(part));
            } else {
                fields.add(new FormFields.Field(name, part.text()));
            }
        }
        return new RequestContent.Form(new FormFields(fields), Map.copyOf(files));
    }

    private static UploadedFile file(RecordedExchange.Part part) {
        var content = part.head().contains("name=\"audio\"") ? SOUND : PICTURE;
        return new UploadedFile(found(FILE_NAME, part.head()), found(TYPE, part.head()), part.length(), content);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    public static Pipeline named(String name) {
        return BuiltInPipelines.find(new PipelineName(name)).orElseThrow();
    }
}
