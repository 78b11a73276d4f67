package io.headrace.orchestrator.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.media.MediaBytes;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.AiWorkerCodec;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.BatchTaskCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** A runner's request made into a worker's task: one document, and beside it the file (pipelines reference section 4.3). */
sealed interface RemoteTask {

    /** Workers read the request within a document. */
    int MAX_REQUEST_BYTES = AiWorkerCodec.MAX_REQUEST_BYTES - 1_024;

    /** @param request a JSON object, in which the file is {@code null} */
    record Ready(String request, Optional<MediaBytes> file) implements RemoteTask {}

    record Refused(BatchAnswer answer) implements RemoteTask {}

    /** @param body is read to its end, or as far as it may go */
    static RemoteTask read(Pipeline pipeline, BatchCall call, InputStream body) {
        try {
            var bytes = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, call.requestBytes() + 1));
            if (bytes.length > call.requestBytes()) {
                return tooLarge("The request has more than " + call.requestBytes() + " bytes; send a smaller one");
            }
            return FormLayout.fileField(pipeline).isPresent()
                    ? ready(pipeline, UploadedForm.read(bytes, call.contentType()))
                    : ready(pipeline, new RequestContent.Document(new String(bytes, UTF_8)), Optional.empty());
        } catch (UnreadableException unreadable) {
            return new Refused(new BatchAnswer.Refused(400, unreadable.sentence()));
        } catch (GarbledPartsException garbled) {
            return new Refused(new BatchAnswer.Refused(400, "The form cannot be read: " + garbled.getMessage()));
        } catch (IOException brokenOff) {
            return new Refused(new BatchAnswer.Withdrawn("The request broke off: " + brokenOff.getMessage()));
        }
    }

    private static RemoteTask ready(Pipeline pipeline, UploadedForm form) throws UnreadableException {
        var file =
                new UploadedFile(form.fileName(), form.fileType(), form.file().length(), new FileContent.Unknown());
        var files = Map.of(form.fileField(), file);
        return ready(pipeline, new RequestContent.Form(new FormFields(form.fields()), files), Optional.of(form.file()));
    }

    private static RemoteTask ready(Pipeline pipeline, RequestContent content, Optional<MediaBytes> file)
            throws UnreadableException {
        var request = BatchTaskCodec.encode(BatchRequestCodec.decode(pipeline, content));
        int bytes = request.getBytes(UTF_8).length;
        return bytes > MAX_REQUEST_BYTES
                ? tooLarge("The request without its file has " + bytes + " bytes; workers read at most "
                        + MAX_REQUEST_BYTES)
                : new Ready(request, file);
    }

    private static RemoteTask tooLarge(String sentence) {
        return new Refused(new BatchAnswer.Refused(413, sentence));
    }
}
