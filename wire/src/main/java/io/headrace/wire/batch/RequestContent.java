package io.headrace.wire.batch;

import io.headrace.wire.batch.file.UploadedFile;
import java.util.Map;

/** A request as it arrived, before anybody knows whether it makes sense. */
public sealed interface RequestContent {

    /** The network does not ask for a content type: whatever is no form is read as a document. */
    record Document(String json) implements RequestContent {}

    /** @param files by the name of their field */
    record Form(FormFields fields, Map<String, UploadedFile> files) implements RequestContent {
        public Form {
            files = Map.copyOf(files);
        }
    }
}
