package io.headrace.models.batch.describe;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.BatchModel;
import io.headrace.models.batch.EngineManifest;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.picture.PictureReader;
import io.headrace.models.batch.picture.Vision;
import io.headrace.models.batch.reply.Reply;

/** Answers {@code image-to-text} (pipelines reference section 1.2) with what can be measured; a prompt is passed over. */
public final class DescriptionEngine implements BatchEngine {

    public static final String PIPELINE = "image-to-text";

    private static final EngineManifest MANIFEST = EngineManifest.classic(
            "headrace/measured",
            PIPELINE,
            "size, light, contrast, detail and colours, by this project",
            "none: it measures and recognises nothing");

    private static final PictureReader READER = new PictureReader(7_680 * 4_320);

    private DescriptionEngine() {}

    public static BatchModel model() {
        return new BatchModel() {
            @Override
            public EngineManifest manifest() {
                return MANIFEST;
            }

            @Override
            public BatchEngine open() {
                Vision.load();
                return new DescriptionEngine();
            }
        };
    }

    @Override
    public Reply answer(Form request) throws RequestRefused {
        return new Reply.Text(Description.of(READER.read(request, "image")).sentence());
    }

    @Override
    public void close() {}
}
